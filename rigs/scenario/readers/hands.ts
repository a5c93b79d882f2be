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
    const presenter = this.#presenterAt(address)
    const { estate, attachments } = this.#context
    // Asked for as soon as it is read: the answer may come before anybody else has a turn.
    const standing = this.#standing()
    const decided = attachments.readings.next(isAt(address), presenter.withinMs).then((reading) => {
      standing[Symbol.dispose]()
      if (reading === undefined) throw this.#unread(address, presenter)
      if (reading.credential.id !== credential.id) throw another(address, presenter, name)
      return decidedOn(estate, address, reading.command)
    })
    decided.catch(() => {})
    try {
      await presenter.present(credential, name)
      const decision = await decided
      using _ = this.#standing()
      await this.#takeOff(address, presenter)
      return decision
    } catch (error) {
      standing[Symbol.dispose]()
      // What was read in vain must not lie there when the next one comes.
      await presenter.takeOff?.()
      throw error
    }
  }

  /**
   * Holds an iButton to the reader whose ROM arrives with a wrong CRC. Throws RigError READER_ABSENT where nobody can make that reader
   * misread, DEADLINE where it reads nothing, FRAME_MALFORMED where it takes that for an iButton.
   */
  async misread(address: ReaderAddress, credential: Credential): Promise<void> {
    const presenter = this.#presenterAt(address)
    if (presenter.misread === undefined)
      throw new RigError('READER_ABSENT', `nobody can make the real reader at ${nameOf(address)} misread`)
    using _ = this.#standing()
    let isTaken = false
    const leave = this.#context.attachments.readings.listen((reading) => {
      if (isAt(address)(reading)) isTaken = true
    })
    try {
      await presenter.misread(credential)
    } finally {
      leave()
    }
    if (isTaken)
      throw new RigError('FRAME_MALFORMED', `the reader at ${nameOf(address)} took a wrong CRC for an iButton`)
  }

  /** Looking for a card takes the person time and the scenario none. Disposed once more it does nothing. */
  #standing(): Disposable {
    const held = this.#context.estate.clock.hold?.()
    let isOver = false
    return {
      [Symbol.dispose]() {
        if (!isOver) held?.[Symbol.dispose]()
        isOver = true
      },
    }
  }

  #presenterAt(address: ReaderAddress): Presenter {
    const presenter = this.#presenters.get(nameOf(address))
    if (presenter === undefined) throw new TypeError(`nothing real stands at ${nameOf(address)}`)
    return presenter
  }

  async #takeOff(address: ReaderAddress, presenter: Presenter): Promise<void> {
    if (presenter.takeOff === undefined) return
    const removed = this.#context.attachments.happenings.next(
      ({ type, slot }) => type === 'removed' && isAt(address)(slot),
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

function isAt(address: ReaderAddress) {
  return ({ site, reader }: Pick<ReaderAddress, 'site' | 'reader'>): boolean =>
    site === address.site && reader === address.reader
}

/** Of a machine's credential another one was read: that is a mistake of the stack. Of a person's, nothing is known of the right one. */
function another(address: ReaderAddress, { isPerson }: Presenter, name: string): RigError {
  return isPerson
    ? new RigError('READER_ABSENT', `something else than ${name} was held to ${nameOf(address)}`)
    : new RigError('FRAME_MALFORMED', `the reader at ${nameOf(address)} read something else than ${name}`)
}
