import { RigError, type RigErrorCode } from '../../../sim/domain/errors.ts'
import type { ControlCommand } from '../../../sim/domain/miniserver/control/command.ts'
import type { SignedKey } from '../../../sim/domain/trust/key-file.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { callerAt } from '../../control/callers.ts'
import type { RigContext } from '../../control/command.ts'
import { Documents } from '../../documents/documents.ts'
import type { Estate } from '../../estate.ts'
import { canonicalJson } from '../../evidence/canonical-json.ts'
import type { TraceRecord } from '../../evidence/trace.ts'
import type { Faults } from '../../faults.ts'
import { identityOf } from '../../rig-file/identity.ts'
import type { Evidence, HistorySeen, Sync, UnitSeen } from './evidence.ts'
import { Overheard } from './overheard.ts'
import { Secrets } from './secrets.ts'
import { TrustsSeen } from './trusts-seen.ts'
import { readUnitProgram, type UnitProgram } from './unit-program.ts'
import { watchedApp } from './watched-app.ts'
import { watchedFaults, watchedInternet } from './watched-faults.ts'

/** What was found when the run had ended. */
export interface Watched {
  readonly evidence: Evidence
  /** Miniservers that could not be asked any more, each with why: they are judged as they were last seen. */
  readonly unasked: readonly string[]
}

/** After these nobody knows whether an edit was made. */
const UNCERTAIN: ReadonlySet<RigErrorCode> = new Set(['DEADLINE', 'DEVICE_OFFLINE'])

/**
 * Looks at the Miniservers' programs during a run, by their control APIs, and tells what people edited from what came over a
 * Trust: all edits are made through its `context`.
 *
 * Between two looks several syncs are one. It asks only, and changes nothing, so a run is the same with and without it.
 */
export class Watch implements Disposable {
  readonly context: RigContext
  readonly #estate: Estate
  readonly #log: readonly string[]
  readonly #overheard: Overheard
  readonly #secrets: Secrets
  readonly #trusts: TrustsSeen
  readonly #seen = new Map<string, UnitSeen>()
  /** What each unit's rights were after the last edit or look; absent where they have to be learnt anew. */
  readonly #before = new Map<string, UnitProgram>()
  readonly #first = new Map<string, UnitProgram>()
  readonly #synced = new Set<string>()
  readonly #restored = new Set<string>()
  /** Asked, they would let the asker wait, and on the virtual lane time with it. */
  readonly #still = new Set<string>()
  readonly #unasked = new Map<string, string>()
  /** Origins whose users may have changed without an edit that was seen: by an App, or by themselves. */
  readonly #peeks = new Set<string>()
  readonly #apps = new Set<string>()
  readonly #syncs: Sync[] = []
  #line = 1

  private constructor({ estate, ...rest }: RigContext, log: readonly string[]) {
    this.#estate = estate
    this.#log = log
    this.#secrets = new Secrets(estate.file, estate.plans)
    this.#trusts = new TrustsSeen(estate)
    const { faults, internet } = estate
    const watched: Estate = {
      ...estate,
      control: (...asked) => this.#control(...asked),
      connectApp: async (site, scope) => {
        this.#apps.add(site)
        const line = await estate.connectApp(site, scope)
        return watchedApp(line, (what, text) => this.#secrets.add(`a ${what} of ${site}`, text))
      },
      ...(faults !== undefined && { faults: this.#watched(faults) }),
      internet: watchedInternet(internet, { disturbed: (...what) => this.#trusts.disturbed(...what) }),
    }
    this.context = { ...rest, estate: watched, documents: new Documents(watched) }
    this.#overheard = new Overheard(estate, (message) => this.#heard(message))
  }

  /** Begins with a look at every Miniserver. No document may be open yet. `log`: what the rig says to people, as it says it. */
  static async open(context: RigContext, log: readonly string[] = []): Promise<Watch> {
    const watch = new Watch(context, log)
    for (const site of watch.#sites()) {
      await watch.#look(site)
      const seen = watch.#seen.get(site)
      if (seen !== undefined) watch.#first.set(site, seen.program)
    }
    return watch
  }

  /** Looks at those whose Trusts did something during a step that has settled. `input`: what the step was given. */
  async stepped(line: number, input?: unknown): Promise<void> {
    this.#line = line
    this.#secrets.typed(input)
    this.#overheard.stepped(line)
    for (const site of this.#sites()) if (this.#synced.has(site)) await this.#look(site)
    for (const site of new Set([...this.#peeks, ...this.#apps])) await this.#read(site)
    this.#peeks.clear()
  }

  /** The last look of all, when nothing is under way any more. */
  async end(records: readonly TraceRecord[]): Promise<Watched> {
    for (const site of this.#sites()) await this.#look(site)
    this.#overheard.stepped(this.#line)
    const histories = await Promise.all([...this.#seen.values()].map((unit) => this.#histories(unit)))
    const unasked = [...this.#unasked].map(([site, why]) => `${site}: ${why}`)
    const asked = (unit: UnitSeen): boolean => !this.#unasked.has(unit.site)
    const units = await this.#trusts.following([...this.#seen.values()], asked)
    const { revocations } = this.#trusts
    const { grants } = this.#overheard
    for (const [site, caller] of this.#estate.administrators) this.#secrets.caller(site, caller)
    for (const { site, what, text } of this.#estate.keysInside?.() ?? []) this.#secrets.add(`${what} of ${site}`, text)
    const readable = { secrets: this.#secrets.all(), texts: await this.#overheard.texts(records, this.#log) }
    const evidence = {
      records,
      units,
      syncs: this.#syncs,
      histories: histories.flat(),
      revocations,
      grants,
      ...readable,
    }
    return { evidence, unasked }
  }

  [Symbol.dispose](): void {
    this.#overheard[Symbol.dispose]()
  }

  #heard(message: BusMessage): void {
    if (message.channel !== 'notice' || !message.name.startsWith('trust-')) return
    this.#synced.add(message.site)
    const origin = this.#estate.plans.find(({ identity }) => identity.serial === message.data.origin)
    if (origin !== undefined) this.#peeks.add(origin.site)
  }

  #sites(): string[] {
    return Object.keys(this.#estate.file.sites)
  }

  async #control(...[site, caller, command]: Parameters<Estate['control']>): Promise<unknown> {
    if (command.type !== 'edit-program' && command.type !== 'save-program') {
      const answer = await this.#estate.control(site, caller, command)
      if (command.type === 'sign-key') this.#secrets.keyFile(site, (answer as SignedKey).file)
      return answer
    }
    if (this.#synced.has(site)) await this.#look(site)
    try {
      const answer = await this.#estate.control(site, caller, command)
      await this.#edited(site, command)
      return answer
    } catch (error) {
      if (error instanceof RigError && UNCERTAIN.has(error.code)) this.#before.delete(site)
      throw error
    }
  }

  /** A saved program is known, and its unit does not answer while it restarts; of other edits the unit is asked. */
  async #edited(site: string, command: ControlCommand): Promise<void> {
    this.#before.delete(site)
    if (command.type !== 'save-program') return this.#look(site)
    this.#before.set(site, readUnitProgram(command.program))
    this.#synced.add(site)
  }

  /** What an older state that was brought back changes, no sync did. */
  #watched(faults: Faults): Faults {
    return watchedFaults(faults, {
      disturbed: (where, isDisturbed) => this.#trusts.disturbed(where, isDisturbed),
      stands: (site, isStill) => void (isStill ? this.#still.add(site) : this.#still.delete(site)),
      broughtBack: (site) => {
        this.#before.delete(site)
        this.#restored.add(site)
        this.#synced.add(site)
      },
    })
  }

  /** Whoever does not answer is looked at again after the next step. */
  async #look(site: string): Promise<void> {
    const program = await this.#read(site)
    if (program === undefined) return
    const { serial, miniserverType } = identityOf(this.#estate.file, site)
    const { wallMs } = this.#estate.clock.now(site)
    this.#synced.delete(site)
    const connectionTimeoutMs = this.#trusts.timeoutMsOf(site)
    this.#seen.set(site, { site, serial, miniserverType, wallMs, program, connectionTimeoutMs, follows: [] })
    const before = this.#before.get(site)
    if (before !== undefined && rightsText(before) !== rightsText(program))
      this.#syncs.push({ site, line: this.#line, before, after: program })
    this.#before.set(site, program)
  }

  async #read(site: string): Promise<UnitProgram | undefined> {
    if (this.#still.has(site)) {
      this.#unasked.set(site, 'the Miniserver stands still')
      return undefined
    }
    try {
      const answer = await this.#estate.control(site, callerAt(this.#estate, site), { type: 'read-program' })
      this.#unasked.delete(site)
      const program = readUnitProgram(answer)
      this.#secrets.program(site, program)
      this.#trusts.learn(site, program)
      return program
    } catch (error) {
      if (!(error instanceof RigError)) throw error
      this.#unasked.set(site, error.message)
      return undefined
    }
  }

  async #histories({ site, program }: UnitSeen): Promise<HistorySeen[]> {
    if (this.#unasked.has(site)) return []
    const lengthAt = (from: UnitProgram | undefined, uuid: string): number =>
      from?.controls.find((control) => control.uuid === uuid)?.historyLength ?? 0
    const blocks = program.controls.filter(
      ({ reader, historyLength }) => reader !== undefined && historyLength !== undefined,
    )
    return Promise.all(
      blocks.map(async ({ uuid, reader = '' }): Promise<HistorySeen> => {
        const command = { type: 'history', reader } as const
        const answer = await this.#estate.control(site, callerAt(this.#estate, site), command)
        const decisions = (answer as readonly { readonly decision: string }[]).map(({ decision }) => decision)
        const lengths = [lengthAt(this.#first.get(site), uuid), lengthAt(program, uuid)] as const
        return { site, reader, lengths, decisions, isRestored: this.#restored.has(site) }
      }),
    )
  }
}

/** Programs whose rights read the same need not be kept. */
function rightsText({ users, groups, members, assignments }: UnitProgram): string {
  const belonging = [...users, ...groups].map(({ uuid, groups }) => [uuid, groups])
  return canonicalJson([belonging, members, assignments])
}
