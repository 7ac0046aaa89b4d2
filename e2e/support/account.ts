/** The people in the stories. */

export type Account = { name: string; email: string; password: string };

export const ADA: Account = { name: "Ada", email: "ada@example.org", password: "rain on the tin roof" };
export const BEN: Account = { name: "Ben", email: "ben@example.org", password: "two spoons of honey" };
