/** A link: under a finger it is taller than its line, which stays as it is where the link is within it. */
export const LINK = "underline underline-offset-4 pointer-coarse:py-3";
