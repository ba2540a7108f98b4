// English: the reference. The other languages have the types of what this folder's files return, so
// that a word that is missing from one of them does not compile.
import { strings as first } from "./first.js";

export const english = {
  first,
  later: {
    you: () => import("./you.js"),
    audience: () => import("./audience.js"),
    launch: () => import("./launch.js"),
    map: () => import("./map.js"),
    quality: () => import("./quality.js"),
    details: () => import("./details.js"),
  },
};
