// Arabic, file by file as English.
import type { Translation } from "../translation.js";
import { strings as first } from "./first.js";

export const arabic: Translation = {
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
