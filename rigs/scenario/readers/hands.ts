import type { Credential } from '../../../sim/domain/access/credential.ts'
import { RigError } from '../../../sim/domain/errors.ts'
import type { ReaderAddress } from '../../control/addresses.ts'
import type { RigContext } from '../../control/command.ts'
import { decidedOn } from '../../control/commands/present.ts'
import { nameOf } from './chosen-readers.ts'
import type { Presenters } from './open-stands.ts'
import { MACHINE_READS_MS, type Presenter } from './presenter.ts'

type Decision = Awaited<ReturnType<typeof decidedOn>>

/** Carries out in a running rig what a scenario does at readers that are real. */
export class Hands {
  readonly #presenters: Presenters
  readonly #context: Pick<RigContext, 'estate' | 'attachments'>

  constructor(presenters: Presenters, context: Pick<RigContext, 'estate' | 'attachments'>) {
    this.#presenters = presenters
    this.#context = context
  }

  /** Whether something real stands there. */
  isReal(address: ReaderAddress): boolean {
    return this.#presenters.has(nameOf(address))
  }

  /**
   * Holds a credential to the reader, and takes it off again; resolves with what was decided. Throws RigError DEADLINE where nothing
   * was read or decided, READER_ABSENT where the reader is gone or nobody came, or came with something else.
   *
   * @param name of the credential, for people
   */
  async hold(address: ReaderAddress, credential: Credential, name: string): Promise<Decision> {
    const presenter = this.#presenters.get(nameOf(address))
    if (presenter === undefined) throw new TypeError(`nothing real stands at ${nameOf(address)}`)
    const { estate, attachments } = this.#context
    const isHere = (each: { readonly site: string; readonly reader: string }): boolean =>
      each.site === address.site && each.reader === address.reader
    // Asked for as soon as it is read: the answer may come before anybody else has a turn.
    const decided = attachments.readings.next(isHere, presenter.withinMs).then((reading) => {
      if (reading === undefined) throw this.#unread(address, presenter)
      if (reading.credential.id !== credential.id) throw another(address, presenter, name)
      return decidedOn(estate, address, reading.command)
    })
    decided.catch(() => {})
    try {
      await presenter.present(credential, name)
      const decision = await decided
      await this.#takeOff(address, presenter)
      return decision
    } catch (error) {
      // What was read in vain must not lie there when the next one comes.
      await presenter.takeOff?.()
      throw error
    }
  }

  async #takeOff(address: ReaderAddress, presenter: Presenter): Promise<void> {
    if (presenter.takeOff === undefined) return
    const removed = this.#context.attachments.happenings.next(
      ({ type, slot }) => type === 'removed' && slot.site === address.site && slot.reader === address.reader,
      MACHINE_READS_MS,
    )
    await presenter.takeOff()
    if ((await removed) !== undefined) return
    throw new RigError('DEADLINE', `the reader at ${nameOf(address)} did not notice that what lay on it was taken off`)
  }

  #unread(address: ReaderAddress, { isPerson, withinMs }: Presenter): RigError {
    const within = `within ${withinMs / 1000}s`
    const name = nameOf(address)
    if (isPerson) return new RigError('READER_ABSENT', `nobody held anything to ${name} ${within}`)
    if (this.#context.attachments.at(address)?.state === 'lost')
      return new RigError('READER_ABSENT', `the reader at ${name} is lost`)
    return new RigError('DEADLINE', `the reader at ${name} read nothing of what was held to it ${within}`)
  }
}

/** Of a machine's credential another one was read: that is a mistake of the stack. Of a person's, nothing is known of the right one. */
function another(address: ReaderAddress, { isPerson }: Presenter, name: string): RigError {
  return isPerson
    ? new RigError('READER_ABSENT', `something else than ${name} was held to ${nameOf(address)}`)
    : new RigError('FRAME_MALFORMED', `the reader at ${nameOf(address)} read something else than ${name}`)
}
