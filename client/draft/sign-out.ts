import { forgetDeviceCopies } from "./device-copy";
import { closeDrafts } from "./share-draft";

const longestMilliseconds = 2000;

/**
 * What signing out does with drafts: closes them and removes what this device keeps, whoever it was kept for. Text that no
 * server has yet stays for its author's return; the answer says of how many drafts.
 */
export async function forgetDrafts(): Promise<number> {
  closeDrafts();
  // Nobody is kept from signing out by a browser that does not give its storage free.
  const late = new Promise<number>((answer) => setTimeout(() => answer(0), longestMilliseconds));
  return Promise.race([forgetDeviceCopies(), late]);
}
