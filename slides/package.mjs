// What the library leaves to be done in the finished package: the deck's colours as its theme, and
// what tables and drawings show, for those who have slides read to them.
import JSZip from "jszip";
import { withColours } from "./theme.mjs";

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

const kDecorative =
  '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative ' +
  'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>';

/** Shapes are numbered anew: the library gives some of a slide the same number. */
function numbered(slideXml) {
  let last = 0;
  return slideXml.replace(/<p:cNvPr id="\d+"/g, () => `<p:cNvPr id="${++last}"`);
}

/** A title is one by its type alone, as other programs expect it. */
const titled = (xml) =>
  xml.replace(/<p:ph\s+idx="\d+"\s+type="title"[^>]*>/g, '<p:ph type="title"/>');

/** Tables and drawings say what they show; a drawing's single shapes are for the eye alone. */
function described(slideXml, { name, drawings }) {
  return slideXml
    .replace(
      /(<p:cNvPr id="\d+" name="Table:[^"]*")\/?>/g,
      (_, head) => `${head} descr="${escaped(`Table: ${name}`)}"/>`,
    )
    .replace(/(<p:cNvPr id="\d+" name="(Drawing \d+)")>/g, (_, head, drawing) =>
      drawing in drawings
        ? `${head} descr="${escaped(drawings[drawing])}">`
        : `${head}>${kDecorative}`,
    );
}

/**
 * Points that were not measured are left out rather than empty, which not every program reads; and
 * the library writes both axes of a scatter in the format of the values.
 */
function mended(chartXml) {
  const measured = chartXml.replace(/<c:pt idx="\d+"><c:v><\/c:v><\/c:pt>/g, "");
  if (!measured.includes("<c:scatterChart>")) return measured;
  return measured.replace(/(<c:valAx>[\s\S]*?<c:numFmt formatCode=")[^"]*/, "$1General");
}

async function change(zip, path, edit) {
  zip.file(path, edit(await zip.file(path).async("string")));
}

/** The same for the sheets behind the charts: an empty cell is no cell. */
async function mendSheet(zip, path) {
  const sheet = await JSZip.loadAsync(await zip.file(path).async("nodebuffer"));
  await change(sheet, "xl/worksheets/sheet1.xml", (xml) =>
    xml.replace(/<c r="\w+"><v><\/v><\/c>/g, ""),
  );
  zip.file(path, await sheet.generateAsync({ type: "nodebuffer", compression: "DEFLATE" }));
}

const pathsOf = (zip, pattern) => Object.keys(zip.files).filter((path) => pattern.test(path));

/** The bytes of the package that the library made, mended; `pages` in the order of the slides. */
export async function finish(bytes, pages) {
  const zip = await JSZip.loadAsync(bytes);
  for (const path of pathsOf(zip, /theme\/theme\d+\.xml$/)) await change(zip, path, withColours);
  for (const path of pathsOf(zip, /charts\/chart\d+\.xml$/)) await change(zip, path, mended);
  for (const path of pathsOf(zip, /embeddings\/.*\.xlsx$/)) await mendSheet(zip, path);
  for (const path of pathsOf(zip, /slideLayouts\/slideLayout\d+\.xml$/)) {
    await change(zip, path, titled);
  }
  for (const [i, page] of pages.entries()) {
    await change(zip, `ppt/slides/slide${i + 1}.xml`, (xml) =>
      described(titled(numbered(xml)), page),
    );
  }
  return zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
}
