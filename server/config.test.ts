import { describe, expect, it } from "vitest";
import { readConfig } from "./config";

describe("the configuration", () => {
  it("has a value for everything when nothing is set", () => {
    expect(readConfig({})).toMatchObject({ port: 3000, host: undefined, dataDir: "./data", databaseUrl: undefined });
  });

  it("takes an empty variable, as a compose file passes it, for one that is not set", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: "", LINTEL_UNSAFE_DATABASE: "" })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
      allowsUnsafeDatabase: false,
    });
  });

  it("cuts the slash off the public address, so that paths can be added to it", () => {
    expect(readConfig({ LINTEL_URL: "https://lintel.example/" }).publicUrl).toBe("https://lintel.example");
  });

  it("splits the trusted proxies at commas and spaces", () => {
    expect(readConfig({ LINTEL_TRUSTED_PROXIES: "10.0.0.1, 10.1.0.0/16" }).trustedProxies).toEqual([
      "10.0.0.1",
      "10.1.0.0/16",
    ]);
  });

  it.each([
    ["PORT", "http"],
    ["PORT", "70000"],
    ["LINTEL_URL", "lintel.example"],
    ["LINTEL_URL", "javascript:alert(1)"],
    ["LINTEL_URL", "https://example.com/lintel"],
    ["LINTEL_DATABASE_POOL", "0"],
    ["LINTEL_LOG_LEVEL", "loud"],
  ])("names %s when it is %s", (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(`The environment variable ${name} is not valid`);
  });
});
