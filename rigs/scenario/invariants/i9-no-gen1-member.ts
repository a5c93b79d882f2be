import type { Evidence, Invariant } from './evidence.ts'

/** The types of Gen. 1: Miniserver and Miniserver Go (docs/glossary.md). */
const GEN_1: ReadonlySet<number> = new Set([0, 1])

/** A serial alone does not tell its type: one that was named but never joined is no member yet (C10). */
const IS_MEMBER: ReadonlySet<string> = new Set(['joined', 'finalized'])

/** I9: a Gen. 1 unit has no TLS, and so no place in a Trust (R5). */
export const noGen1Member: Invariant = {
  number: 'I9',
  sentence: 'a Gen. 1 unit never appears in a membership list',
  violations: (evidence) => {
    const old = gen1Of(evidence)
    return evidence.units.flatMap(({ site, program }) =>
      program.trusts.flatMap(({ name, manager, members }) => {
        const isOld = (serial: string, type?: number): boolean =>
          old.has(serial.toUpperCase()) || (type !== undefined && GEN_1.has(type))
        const listed = [
          ...(isOld(manager) ? [`${manager} as its manager`] : []),
          ...members
            .filter(({ serial, state, info }) => IS_MEMBER.has(state) && isOld(serial, info?.miniserverType))
            .map(({ serial, state }) => `${serial}, a Gen. 1 unit, as ${state}`),
        ]
        return listed.map((each) => ({ where: site, found: `the Trust ${name} lists ${each}` }))
      }),
    )
  },
}

function gen1Of({ units }: Evidence): Set<string> {
  return new Set(
    units.filter(({ miniserverType }) => GEN_1.has(miniserverType)).map(({ serial }) => serial.toUpperCase()),
  )
}
