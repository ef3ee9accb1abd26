import { expect, it } from "vitest";
import { migrations } from "../../../../src/exchange/store/migrations/all.ts";
import { checksumOf, pendingMigrations } from "../../../../src/exchange/store/migrations/migration.ts";

it("the steps are numbered from 1 without a gap", () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, at) => at + 1));
});

/** A step that was released is never changed: databases that took it would be refused. */
it("the steps are those that were released", () => {
  expect(
    migrations.map((each) => [each.name, checksumOf(each, "sqlite"), checksumOf(each, "postgres")]),
  ).toEqual([
    [
      "first",
      "c8dba92ebd8ab9015c1d87e63782ee0c08f2a653eefaf3d27776b351614d2517",
      "44a5140c2e8d8e1316fa8635d8b9da0cb48534376287068d99a1c7cfd2a136fc",
    ],
  ]);
});

it("what is pending is what comes after the last one taken", () => {
  const step = (number: number): (typeof migrations)[number] => ({
    number,
    name: `step ${number}`,
    sqlite: `${number}`,
    postgres: `${number}`,
  });
  const known = [1, 2, 3].map(step);
  const taken = (count: number): { number: number; checksum: string }[] =>
    known.slice(0, count).map((each) => ({ number: each.number, checksum: checksumOf(each, "sqlite") }));
  for (const count of [0, 1, 2, 3]) {
    expect(pendingMigrations(known, taken(count), "sqlite")).toEqual(known.slice(count));
  }
  expect(() => pendingMigrations(known.slice(0, 2), taken(3), "sqlite")).toThrow(
    'store/newer {"found":3,"known":2}',
  );
  expect(() => pendingMigrations(known, [{ number: 1, checksum: "00" }], "sqlite")).toThrow("store/foreign");
});
