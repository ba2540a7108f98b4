// Where a visitor's own choices are kept: one record for each bundle, in this browser's IndexedDB.
// Fetched on its own, after the first view. The database is open for one operation at a time, so
// that whoever wants to delete it never has to wait.
import { type IDBPDatabase, openDB } from "idb";
import type { LikedStore, StoredList } from "./liked.js";

const kDatabase = "pocketrec";
const kLists = "lists";

/** `key` names the bundle, since ids mean nothing in another one. Rejects where storage is refused. */
export async function openLikedStore(key: string): Promise<LikedStore> {
  const others = new BroadcastChannel(`${kDatabase}:${kLists}`);
  await moveFromLocalStorage(key);
  return {
    read: () => withDatabase(async (db) => ((await db.get(kLists, key)) as StoredList) ?? null),
    write: async (list) => {
      await withDatabase((db) => db.put(kLists, list, key));
      others.postMessage(key);
    },
    remove: async () => {
      await withDatabase((db) => db.delete(kLists, key));
      others.postMessage(key);
    },
    follow: (changed) => {
      others.onmessage = ({ data }) => data === key && changed();
    },
  };
}

async function withDatabase<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> {
  const db = await openDB(kDatabase, 1, { upgrade: (fresh) => fresh.createObjectStore(kLists) });
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

/** Version 0.1 kept [[id, weight], ...] under the same key there. */
async function moveFromLocalStorage(key: string): Promise<void> {
  const kept = readLocal(key);
  if (kept === null) return;
  await withDatabase(async (db) => {
    if ((await db.getKey(kLists, key)) !== undefined) return;
    await db.put(kLists, { weights: parsed(kept), hiddenAuthors: [] }, key);
  });
  localStorage.removeItem(key);
}

function readLocal(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // refused: nothing was kept there
  }
}

function parsed(kept: string): unknown {
  try {
    return JSON.parse(kept);
  } catch {
    return [];
  }
}
