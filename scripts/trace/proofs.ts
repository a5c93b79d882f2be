import { type CatalogueNumber, kindOf } from './catalogue.ts'
import type { StatedScenario } from './scenarios.ts'

/** Something that proves a number: a test, or a scenario that the suite runs. */
export interface Proof {
  readonly number: CatalogueNumber
  readonly place: string
  /** Skipped where a part is missing. */
  readonly isConditional: boolean
}

export interface Proved {
  readonly proofs: readonly Proof[]
  /** Tests that show something of a corner case: no proof, since a corner case is a whole story. */
  readonly partly: readonly Proof[]
  /** What the scenarios wait for that will prove it. */
  readonly open: readonly string[]
}

export function provedBy(
  number: CatalogueNumber,
  tests: readonly Proof[],
  scenarios: readonly StatedScenario[],
): Proved {
  const ofTests = tests.filter((each) => each.number === number)
  const claiming = scenarios.filter(({ proves }) => proves.includes(number))
  const ofScenarios = claiming
    .filter(({ open }) => open === undefined)
    .map(({ path }): Proof => ({ number, place: path, isConditional: false }))
  const isCornerCase = kindOf(number) === 'C'
  return {
    proofs: isCornerCase ? ofScenarios : [...ofTests, ...ofScenarios],
    partly: isCornerCase ? ofTests : [],
    open: claiming.flatMap(({ open, path }) => (open === undefined ? [] : [`${open} (${path})`])),
  }
}

/** `C19      open: Trust: take-over is not built (test/scenarios/…)`; several places stand below each other. */
export function lineOf({ number, proofs, partly, open }: Proved & { readonly number: CatalogueNumber }): string {
  const places = proofs.map(({ place, isConditional }) => `${place}${isConditional ? ' (where its parts are)' : ''}`)
  const waits = open.map((why) => `open: ${why}`)
  const told = places.length > 0 ? [...new Set(places)] : waits.length > 0 ? waits : ['open']
  const also = partly.map(({ place }) => `  in part: ${place}`)
  return `${number.padEnd(8)} ${[...told, ...new Set(also)].join(`\n${' '.repeat(9)}`)}`
}
