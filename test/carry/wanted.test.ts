import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Collector } from "../../src/carry/collector.ts";
import type { Collected } from "../../src/carry/collector.ts";
import { bundleWanted, envelopeWanted } from "../../src/carry/wanted.ts";
import type { Wanted } from "../../src/carry/wanted.ts";
import { parseEnvelope } from "../../src/core/envelope/detect.ts";
import { parseBundle } from "../../src/core/trust/bundle.ts";

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url)));
const envelope = fixture("envelopes/qrseal-compact-port-ed25519.envelope");
const bundle = fixture("trust/bundle-january.txt");
const ownList = fixture("trust/own-list.txt");

function collect<T>(wanted: Wanted<T>, ...payloads: readonly Uint8Array[]): Collected<T> {
  const collector = new Collector(wanted);
  for (const payload of payloads) collector.add(payload);
  return collector.collected;
}

it("where an envelope is wanted, a bundle beside it is foreign", () => {
  expect(collect(envelopeWanted, bundle)).toEqual({ state: "foreign", payloads: [bundle], refusal: null });
  const complete = { state: "complete", content: parseEnvelope(envelope), bytes: envelope };
  expect(collect(envelopeWanted, bundle, envelope)).toEqual(complete);
});

it("where a bundle is wanted, an envelope beside it is foreign", () => {
  expect(collect(bundleWanted, envelope)).toEqual({ state: "foreign", payloads: [envelope], refusal: null });
  const complete = { state: "complete", content: parseBundle(bundle), bytes: bundle };
  expect(collect(bundleWanted, envelope, bundle)).toEqual(complete);
});

it("a damaged envelope does not count, and says why", () => {
  const cut = envelope.subarray(0, 100);
  expect(collect(envelopeWanted, cut)).toMatchObject({
    state: "foreign",
    refusal: { code: "envelope/malformed" },
  });
});

it("neither does a damaged bundle, nor a list that nobody signed", () => {
  for (const payload of [bundle.subarray(0, 100), ownList])
    expect(collect(bundleWanted, payload)).toMatchObject({ refusal: { code: "trust/malformed" } });
});
