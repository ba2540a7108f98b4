// What the page's thread fetches ahead for the worker, as the worker sees it.
import { afterEach, expect, test, vi } from "vitest";
import { GivenFiles } from "../../wasm/src/ahead.js";

const manifestUrl = "https://shop.example/bundle/manifest.json";
const part = "https://shop.example/bundle/items.1.bin";
const bytes = (...values: number[]) => Uint8Array.from(values);

function given() {
  const network = vi.fn(async (url: string | URL | Request) => new Response(`network ${url}`));
  vi.stubGlobal("fetch", network);
  const files = new GivenFiles();
  const base = "https://cdn.example/bundle/manifest.json";
  const json = '{"format":"pocketrec-bundle"}';
  const expected = () => files.expect({ manifestUrl, base, json, urls: [part] });
  return { files, network, expected };
}

afterEach(() => vi.unstubAllGlobals());

test("the manifest is given once, with the address that it came from", async () => {
  const { files, network, expected } = given();
  expected();
  const response = await files.fetch(manifestUrl);
  expect(response.url).toBe("https://cdn.example/bundle/manifest.json");
  expect(await response.text()).toBe('{"format":"pocketrec-bundle"}');
  expect(network).not.toHaveBeenCalled();
  await files.fetch(manifestUrl);
  expect(network).toHaveBeenCalledTimes(1);
});

test("a part comes in pieces, be they earlier or later than the request for it", async () => {
  const { files, network, expected } = given();
  files.receive(part, bytes(1, 2));
  expected();
  const response = files.fetch(part);
  files.receive(part, bytes(3));
  files.receive(part, null);
  expect(new Uint8Array(await (await response).arrayBuffer())).toEqual(bytes(1, 2, 3));
  expect(network).not.toHaveBeenCalled();
});

test("one that failed at once is asked of the network; one that broke off is broken", async () => {
  const { files, network, expected } = given();
  expected();
  files.receive(part, "failed");
  expect(await (await files.fetch(part)).text()).toBe(`network ${part}`);
  expect(network).toHaveBeenCalledTimes(1);

  const other = given();
  other.expected();
  other.files.receive(part, bytes(1));
  const response = await other.files.fetch(part);
  other.files.receive(part, "failed");
  await expect(response.arrayBuffer()).rejects.toThrow("broke off");
});

test("a part that proved damaged, and whatever was not given, come from the network", async () => {
  const { files, network, expected } = given();
  expected();
  files.receive(part, bytes(1));
  await files.fetch(part, { cache: "reload" });
  await files.fetch("https://shop.example/bundle/users.1.bin");
  expect(network).toHaveBeenCalledTimes(2);
});
