import { RigError } from '../errors.ts'
import { wireFaults } from '../logic/wire-faults.ts'
import type { Program } from './program.ts'
import { partsOf } from './terminals.ts'

/**
 * Throws RigError `LOGIC_LOOP`, `WIRE_TYPE` or `INPUT_TAKEN` on the first wire that is not sound. An end that is not there is let pass:
 * when something in the program goes, what was wired to it is left over, and a lint tells it (§3.10).
 */
export function checkWires(program: Parameters<typeof partsOf>[0] & Pick<Program, 'wiring'>): void {
  const parts = new Map(partsOf(program).map((part) => [part.id, part]))
  for (const { code, message } of wireFaults(parts, [...program.wiring.values()])) {
    if (code !== 'NOT_FOUND') throw new RigError(code, message)
  }
}
