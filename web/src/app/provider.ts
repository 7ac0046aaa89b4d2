import { fetchProvider } from "@/api/provider";
import { Resource } from "@/lib/resource";

/** The model that the server is set up with. */
export const provider = new Resource(fetchProvider);
