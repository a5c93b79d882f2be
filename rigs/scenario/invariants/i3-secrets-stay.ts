import type { Invariant } from './evidence.ts'
import { Needles } from './needles.ts'

/** I3: what opens a door or logs somebody in is nowhere to be read: on the bus, in trace and reports, in logs, on disks (R2). */
export const secretsStay: Invariant = {
  number: 'I3',
  sentence: 'no credential can be read on the bus, in a log, a report or a store',
  violations: ({ secrets, texts }) => {
    const whatOf = new Map(secrets.map(({ text, what }) => [text, what]))
    const needles = new Needles(whatOf.keys())
    const found = texts.flatMap(({ where, text }) =>
      [...needles.in(text)].map((secret) => ({ where, found: `${whatOf.get(secret)} can be read` })),
    )
    const once = new Map(found.map((violation) => [`${violation.where} ${violation.found}`, violation]))
    return [...once.values()]
  },
}
