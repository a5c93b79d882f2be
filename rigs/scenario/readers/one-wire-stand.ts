import { RigError } from '../../../sim/domain/errors.ts'
import { emptyBus, layOn, takeOff } from '../../../sim/domain/ibutton/one-wire-bus.ts'
import { ds2480bAnswer, newDs2480b, SEARCH_BYTES } from '../../../sim/protocol/one-wire/ds2480b.ts'
import { Hearing } from '../../attachments/hearing.ts'
import { bytesOf, MACHINE_READS_MS, type Presenter } from './presenter.ts'
import { openPty } from './pty.ts'
import type { Stand } from './pty-presenter.ts'

/** The search that was on its way when something was laid on the bus knows nothing of it; the next one does. */
const SEARCHES_UNTIL_READ = 2

/** At an iButton reader: a DS9097U with our DS2480B and a bus on which iButtons are laid. Throws READER_ABSENT. */
export async function openOneWireStand(): Promise<Stand> {
  const bus = emptyBus()
  const chip = newDs2480b()
  const searches = new Hearing<'answered'>()
  const pty = await openPty((bytes) =>
    [...bytes].flatMap((byte) => {
      const answer = ds2480bAnswer(chip, bus, byte)
      if (answer.length === SEARCH_BYTES) searches.tell('answered')
      return answer
    }),
  )
  const clear = (): void => {
    for (const id of [...bus.ibuttons.keys()]) takeOff(bus, id)
  }
  const presenter: Presenter = {
    withinMs: MACHINE_READS_MS,
    isPerson: false,
    async present(credential) {
      layOn(bus, credential.id, bytesOf(credential))
    },
    async takeOff() {
      clear()
    },
    async misread(credential) {
      layOn(bus, credential.id, bytesOf(credential))
      try {
        for (let search = 0; search < SEARCHES_UNTIL_READ; search++) await searched(searches)
      } finally {
        clear()
      }
    },
    [Symbol.asyncDispose]: () => pty[Symbol.asyncDispose](),
  }
  return { source: { kind: 'serial', path: pty.path }, presenter }
}

async function searched(searches: Hearing<'answered'>): Promise<void> {
  if ((await searches.next(() => true, MACHINE_READS_MS)) !== undefined) return
  throw new RigError('DEADLINE', `the reader did not search its bus within ${MACHINE_READS_MS / 1000}s`)
}
