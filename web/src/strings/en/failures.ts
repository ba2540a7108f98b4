// What each failure means for the visitor, and what they can do about it.
import type { Advice } from "../shared.js";
import type { Words } from "./words.js";

export function adviceFor(code: string, { person, thing: one, things }: Words): Advice {
  const damaged: Advice = {
    title: "A part of the data arrived damaged",
    hint: "It was refused, so that no wrong answer is shown. Try again; if it happens again, the files on the server are damaged: publish the bundle anew.",
    retry: true,
  };
  const advice: Record<string, Advice> = {
    truncated: damaged,
    "trailing-bytes": damaged,
    "bad-magic": damaged,
    "bad-checksum": damaged,
    "bad-value": damaged,
    "part-mismatch": {
      title: "The parts of the data do not belong together",
      hint: "The bundle was probably being replaced just now. Try again in a moment.",
      retry: true,
    },
    "missing-part": {
      title: "The bundle lacks a part that this needs",
      hint: "The rest of the page works. Publish the bundle with all of its parts to have this too.",
      retry: false,
    },
    "unsupported-version": {
      title: "This bundle is newer than this page",
      hint: "Reload the page to get its newest version; if that does not help, build the page anew.",
      retry: true,
    },
    "bad-manifest": {
      title: "The bundle's manifest cannot be read",
      hint: "Expected a manifest.json written by “pocketrec train”. Check what the address really serves.",
      retry: true,
    },
    network: {
      title: "The data cannot be reached",
      hint: "Check your connection. If you publish this page: put a bundle, as made by “pocketrec train”, into the folder bundle/ beside it.",
      retry: true,
    },
    cancelled: {
      title: "Loading was cancelled",
      hint: "Nothing was kept. You can load it whenever you like.",
      retry: true,
    },
    "unknown-user": {
      title: `There is no such ${person}`,
      hint: `Choose a ${person} from the list, or check the id.`,
      retry: false,
    },
    "unknown-item": {
      title: `There is no such ${one}`,
      hint: "Search by part of the title or author instead.",
      retry: false,
    },
    "empty-history": {
      title: "Nothing to go by yet",
      hint: `Add one or more ${things} that you like.`,
      retry: false,
    },
    "bad-count": {
      title: "That list length is not possible",
      hint: "Choose between 5 and 100.",
      retry: false,
    },
    "missing-view": {
      title: "This part of the page could not be loaded",
      hint: "Check your connection and try again. If the page was just replaced by a newer one, this loads that one.",
      retry: true,
    },
    closed: {
      title: "The engine was stopped",
      hint: "Try again to start it anew.",
      retry: true,
    },
    engine: {
      title: "The engine could not start or stopped unexpectedly",
      hint: "This needs a browser with WebAssembly SIMD: Chrome or Edge 91, Firefox 89, Safari 16.4, or newer.",
      retry: true,
    },
  };
  return (
    advice[code] ?? {
      title: "Something went wrong",
      hint: "Try again. If it happens again, please report it with the sentence below.",
      retry: true,
    }
  );
}
