import { fetchSessions } from "@/api/sessions";
import { Resource } from "@/lib/resource";

/** Where the account is signed in. */
export const sessions = new Resource(fetchSessions);
