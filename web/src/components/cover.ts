// A drawn cover: picture, title and author. It repeats what stands beside it in words, so it is
// hidden from assistive technology.
import { html, type TemplateResult } from "lit";
import { type CoverFacts, designCover, directionOf } from "./cover-design.js";
import { drawMotif } from "./cover-motifs.js";

export function cover(facts: CoverFacts): TemplateResult {
  const design = designCover(facts);
  const { paper, ink } = design.palette;
  // Set as a property (CSSOM): a style="" attribute would break the Content-Security-Policy.
  const style = `--paper:${paper};--ink:${ink};--title-size:${design.titleSize.toFixed(2)}cqi`;
  return html`<div class="cover" dir=${directionOf(facts.title)} data-placement=${design.placement} aria-hidden="true" .style=${style}>
    <svg class="cover-picture" viewBox="0 0 200 200" preserveAspectRatio="xMidYMid slice">
      ${drawMotif(design)}
    </svg>
    <div class="cover-lettering">
      <span class="cover-title" dir="auto">${facts.title}</span>
      ${facts.author ? html`<span class="cover-author" dir="auto">${facts.author}</span>` : ""}
    </div>
  </div>`;
}
