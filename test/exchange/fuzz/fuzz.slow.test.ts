import { expect, it } from "vitest";
import { bounds, fuzz } from "./fuzzing.ts";
import { startWholeService } from "../support/wholeservice.ts";

it("whatever is asked, every answer is one that the description allows, at a bounded cost", async () => {
  const { requests, counts, most, problems } = await fuzz({ count: 3_000, seed: 5 });
  expect(problems).toEqual([]);
  expect(requests).toBe(3_000);
  expect(most.operations).toBeLessThanOrEqual(bounds.operations);
  // They got past the door: else only the door would be tried.
  const isServed = (statuses: ReadonlyMap<number, number>): boolean =>
    Array.from(statuses.keys()).some((status) => status < 300);
  expect(Array.from(counts.values()).filter(isServed).length).toBeGreaterThan(0.8 * counts.size);
});

it("the description holds every schema that it refers to", async () => {
  const service = await startWholeService();
  const text = (await service.app.inject("/openapi.json")).body;
  await service.close();
  const { components } = JSON.parse(text) as { components: { schemas: object } };
  const names = Array.from(text.matchAll(/"#\/components\/schemas\/(\w+)"/g), ([, name]) => name);
  expect(names).toContain("NewDepositInput");
  for (const name of names) expect(components.schemas).toHaveProperty([name ?? ""]);
});
