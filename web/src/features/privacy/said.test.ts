import { expect, it } from "vitest";
import { laidOut, saidIn } from "./said";

const SAID = [
  { role: "instructions", text: "Read it." },
  { role: "you", text: 'My words: "a"\nb' },
];

it.each([
  [
    "OpenAI",
    {
      model: "m",
      messages: [
        { role: "system", content: SAID[0]?.text },
        { role: "user", content: SAID[1]?.text },
      ],
    },
  ],
  [
    "Anthropic",
    { system: SAID[0]?.text, messages: [{ role: "user", content: [{ type: "text", text: SAID[1]?.text }] }] },
  ],
  [
    "Gemini",
    {
      systemInstruction: { parts: [{ text: SAID[0]?.text }] },
      contents: [{ role: "user", parts: [{ text: SAID[1]?.text }] }],
    },
  ],
])("finds the words in the format of %s", (_, body) => {
  expect(saidIn(JSON.stringify(body))).toEqual(SAID);
});

it("finds none where it does not know the format, and shows the body as it is", () => {
  for (const sent of ["", "no JSON", "3", "[]", "{}", '{"messages":3}']) expect(saidIn(sent)).toEqual([]);
  expect(laidOut("no JSON")).toBe("no JSON");
  expect(laidOut('{"a":1}')).toBe('{\n  "a": 1\n}');
});
