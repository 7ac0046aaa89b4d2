import { currentClient } from "@/sync";
import { saveAll, setAllAside } from "./leaving";

/** Stores all that is being written, as far as it outlives the page. */
export async function keepAll(): Promise<void> {
  await saveAll();
  // In a journal that is not kept it would be gone with the page all the same.
  if (currentClient()?.isKept) await setAllAside();
}
