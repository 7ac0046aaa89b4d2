/** Where to go after signing in: `wanted` if it is a path of this app, otherwise Today. */
export function afterSignIn(wanted: string): string {
  return /^\/(?![/\\])/.test(wanted) ? wanted : "/";
}
