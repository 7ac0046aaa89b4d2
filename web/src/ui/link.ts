/** A link within a line: under a finger it is taller than the line, which stays as it is. */
export const LINK = "underline underline-offset-4 pointer-coarse:py-3";
