/** A made-up journal: Lena, her partner Mira, her father, a friend and a colleague, over twelve weeks. */

export const LENA = { name: "Lena", email: "lena@example.org", password: "the kettle always sings twice" };

export const PEOPLE = {
  mira: { name: "Mira", relationship: "partner", notes: "Needs ten minutes alone after work before she can talk." },
  dad: { name: "Dad", relationship: "family", notes: "Calls on Sundays. Never says he is lonely." },
  jonas: { name: "Jonas", relationship: "friend", notes: "We row together on Wednesdays." },
  priya: { name: "Priya", relationship: "colleague", notes: "" },
} as const;

export type Someone = keyof typeof PEOPLE;

export type DemoEntry = {
  /** Days before today, and the hour of that day. */
  ago: number;
  hour: number;
  text: string;
  title?: string;
  mood?: 1 | 2 | 3 | 4 | 5;
  about?: readonly Someone[];
  tags?: readonly string[];
  private?: boolean;
};

export const ENTRIES: readonly DemoEntry[] = [
  {
    ago: 0,
    hour: 21,
    title: "The money talk",
    mood: 4,
    about: ["mira"],
    tags: ["money", "us"],
    text: "We talked about money last night, calmly for once, and I felt heard. Mira had the bank statements open before I sat down, and my stomach dropped, because that is how the last three fights began. This time she said: you go first.\n\nSo I told her I am scared of becoming my parents, counting coins at the kitchen table and not speaking. She did not interrupt me once. Then she admitted she hides small purchases because she hates being asked about them.\n\nWe agreed on one evening a month, with tea, and no phones. I am tired and so relieved.",
  },
  {
    ago: 1,
    hour: 22,
    mood: 3,
    about: ["priya"],
    tags: ["work"],
    text: "Long day. Priya covered the client call so I could leave on time, and she did not make a thing of it. I should thank her properly tomorrow.",
  },
  {
    ago: 3,
    hour: 20,
    mood: 4,
    about: ["jonas"],
    tags: ["rowing"],
    text: "Rowing with Jonas in the fog. We could not see the bank, only hear each other count. Afterwards he asked how things are at home and I told him the truth for once. He just listened. I walked back to the tram feeling lighter.",
  },
  {
    ago: 5,
    hour: 19,
    mood: 2,
    about: ["dad"],
    tags: ["family"],
    text: "Dad called and talked for twenty minutes about the neighbour's hedge. I was impatient and he noticed. When we hung up I felt ashamed. He wanted company, not advice about hedges.",
  },
  {
    ago: 7,
    hour: 23,
    mood: 2,
    about: ["mira"],
    tags: ["us", "chores"],
    text: "We fought about the dishes again. It was never about the dishes. I said she never notices what I do, she said I keep score, and then nobody said anything for an hour. We went to bed angry. I hate that.",
  },
  {
    ago: 8,
    hour: 8,
    mood: 3,
    about: ["mira"],
    tags: ["us"],
    text: 'She left a note under my cup: "Sorry about last night. I do notice." I kept it.',
  },
  {
    ago: 10,
    hour: 21,
    mood: 4,
    about: ["mira"],
    tags: ["us", "weekend"],
    text: "Cooked together, badly. The sauce burned, we laughed until we cried, and ordered noodles. I love how she laughs with her whole face. I want more evenings like this one.",
  },
  {
    ago: 13,
    hour: 18,
    mood: 2,
    about: ["priya"],
    tags: ["work"],
    text: "The reorganisation is official. Nobody can say what it means for our team and I am worried. Priya thinks we will be split. I did not realise how much I count on her until today.",
  },
  {
    ago: 15,
    hour: 22,
    mood: 3,
    tags: ["sleep"],
    text: "Awake at four again, thinking about work. Wrote a list, which helped a little. I am so tired that everything sounds like criticism.",
  },
  {
    ago: 17,
    hour: 20,
    mood: 4,
    about: ["jonas"],
    tags: ["rowing"],
    text: "Jonas brought his daughter to the boathouse. She asked me if adults have best friends. I said yes without thinking and he smiled.",
  },
  {
    ago: 19,
    hour: 17,
    title: "Sunday at Dad's",
    mood: 4,
    about: ["dad"],
    tags: ["family", "weekend"],
    text: "Drove out to see Dad. We fixed the gate and hardly talked, and it was the best talk we have had in months. Before I left he said Mum would have liked Mira. He has never said that before. I cried a bit in the car, the good kind.",
  },
  {
    ago: 22,
    hour: 21,
    mood: 3,
    about: ["mira"],
    tags: ["us", "money"],
    text: "The boiler is broken and it will cost more than we have. We were both short with each other, but nobody shouted. Progress, I suppose.",
  },
  {
    ago: 24,
    hour: 23,
    mood: 2,
    about: ["mira"],
    tags: ["us"],
    private: true,
    text: "I read a message on her phone that was not for me. It was nothing. I feel terrible that I looked, and I have not told her.",
  },
  {
    ago: 26,
    hour: 20,
    mood: 3,
    about: ["mira"],
    tags: ["us"],
    text: "Told her about the phone. She was hurt and said so calmly. We talked until midnight about what trust needs. It was hard and I am glad I did it.",
  },
  {
    ago: 29,
    hour: 19,
    mood: 4,
    tags: ["work"],
    text: "The workshop went well. People stayed after the end to ask questions. I was proud, and I let myself be proud.",
  },
  {
    ago: 31,
    hour: 20,
    mood: 3,
    about: ["jonas"],
    tags: ["rowing"],
    text: "Rained off. Coffee with Jonas instead. He is thinking about moving for a job and asked me not to talk him out of it.",
  },
  {
    ago: 33,
    hour: 9,
    mood: 5,
    about: ["mira"],
    tags: ["weekend", "us"],
    text: "A whole day without plans. We walked along the canal, shared one umbrella and talked about what we would do with a garden. I felt calm, and close to her, the way it was at the beginning.",
  },
  {
    ago: 36,
    hour: 22,
    mood: 2,
    about: ["dad"],
    tags: ["family"],
    text: "Dad forgot my birthday. He called two days late, and was so upset about it that I ended up comforting him. I am sad and a little afraid of what forgetting means at his age.",
  },
  {
    ago: 38,
    hour: 21,
    mood: 3,
    about: ["mira", "dad"],
    tags: ["family"],
    text: "Mira suggested we invite Dad for the holidays, all of them, not just one dinner. I had not dared to ask.",
  },
  {
    ago: 41,
    hour: 18,
    mood: 2,
    about: ["priya"],
    tags: ["work"],
    text: "Argued with Priya in front of everyone about the deadline. I was right about the dates and wrong about the tone. I apologised in the lift. She said: thank you, that took guts.",
  },
  {
    ago: 44,
    hour: 20,
    mood: 3,
    tags: ["sleep"],
    text: "Slept eight hours for the first time in weeks. The world has edges again.",
  },
  {
    ago: 47,
    hour: 22,
    mood: 1,
    about: ["mira"],
    tags: ["us", "money"],
    text: "Our worst fight about money so far. She shouted, I shouted back, I slammed a door like a teenager. I felt small and furious and lonely, and I slept on the sofa. We cannot keep doing this.",
  },
  {
    ago: 48,
    hour: 21,
    mood: 2,
    about: ["jonas"],
    tags: ["us"],
    text: "Jonas let me talk for an hour. He said: you two fight about money the way other people fight about love. I do not know what to do with that yet.",
  },
  {
    ago: 51,
    hour: 20,
    mood: 3,
    about: ["mira"],
    tags: ["us"],
    text: "Careful with each other, like walking on ice. She made soup. I said thank you and meant more than the soup.",
  },
  {
    ago: 55,
    hour: 19,
    mood: 4,
    about: ["jonas"],
    tags: ["rowing"],
    text: "Won the club regatta by half a boat. Jonas screamed so loudly he lost his voice. Pure joy.",
  },
  {
    ago: 58,
    hour: 21,
    mood: 3,
    tags: ["work"],
    text: "Nothing special. A quiet day at my desk, and a quiet evening. I want to remember that these exist.",
  },
  {
    ago: 62,
    hour: 22,
    mood: 2,
    about: ["mira"],
    tags: ["us", "chores"],
    text: "She said I have been somewhere else for weeks. She is right. I come home, and part of me stays at work. I felt accused and then I felt found out.",
  },
  {
    ago: 66,
    hour: 18,
    mood: 4,
    about: ["dad"],
    tags: ["family"],
    text: "Found Mum's recipe for plum cake and read it to Dad over the phone. He knew every step before I said it. We laughed a lot.",
  },
  {
    ago: 70,
    hour: 20,
    mood: 3,
    about: ["priya"],
    tags: ["work"],
    text: "New project, with Priya as the lead. I am a little jealous and mostly glad. She asks good questions.",
  },
  {
    ago: 75,
    hour: 21,
    mood: 3,
    about: ["mira"],
    tags: ["us"],
    text: "We put the shelf up together. It is crooked and we decided to love it.",
  },
  {
    ago: 80,
    hour: 22,
    mood: 2,
    tags: ["sleep", "work"],
    text: "Too much of everything. I want to write more so that I can see what the days are made of, instead of only being tired by them.",
  },
];
