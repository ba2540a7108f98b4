// What the build makes for hosts and home screens.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { securityHeaders } from "../../web/csp.mjs";
import { headersFile, nginxSnippet } from "../../web/hosting.mjs";
import { launchChromium, openPage, serve } from "./browsers.mjs";
import { bundle, missing, site } from "./visit.mjs";

describe("the files for hosts", () => {
  it("name every security header, for every address", () => {
    const everywhere = headersFile().split("\n/assets")[0];
    const locations = nginxSnippet()
      .split(/^location /m)
      .slice(1);
    expect(locations.length).toBeGreaterThan(3);
    for (const [name, value] of Object.entries(securityHeaders)) {
      expect(everywhere).toContain(`  ${name}: ${value}`);
      for (const location of locations) {
        expect(location).toContain(`  add_header ${name} "${value}" always;`);
      }
    }
  });

  it("let only what is named by its content be kept for good", () => {
    const kept = nginxSnippet()
      .split(/^location /m)
      .filter((location) => location.includes("immutable"))
      .map((location) => location.split(" {")[0]);
    expect(kept).toEqual(["^~ /assets/", "~ ^/bundle/.*\\.bin$"]);
    expect(headersFile().match(/immutable/g)).toHaveLength(2);
  });
});

describe.skipIf(missing)("the built page", () => {
  it("holds both, and keeps neither for offline use", () => {
    for (const name of ["_headers", "nginx.conf"]) expect(existsSync(join(site, name))).toBe(true);
    const worker = readFileSync(join(site, "service-worker.js"), "utf8");
    expect(worker).not.toMatch(/_headers|nginx/);
    expect(worker).toContain("icon-512.png");
  });

  it("can be installed, as Chromium sees it", async () => {
    const server = await serve({ "/": site, "/bundle/": bundle });
    const browser = await launchChromium();
    try {
      const { page, problems } = await openPage(browser, server.origin);
      await page.goto(`${server.origin}/`, { waitUntil: "networkidle0" });
      const session = await page.createCDPSession();
      const { errors } = await session.send("Page.getAppManifest");
      expect(errors).toEqual([]);
      const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
      expect(installabilityErrors).toEqual([]);
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
