import { RigError } from '../../sim/domain/errors.ts'
import type { Caller } from '../../sim/domain/miniserver/input.ts'
import type { Change } from '../../sim/domain/program/change.ts'
import { applyChanges, applyEdit, type ProgramEdit } from '../../sim/domain/program/edit.ts'
import { programFromJson, programToJson } from '../../sim/domain/program/json.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import type { Estate } from '../estate.ts'
import { identityOf } from '../rig-file/identity.ts'

/** A Config document: a copy of a Miniserver's program that somebody edits (§3.2). */
export interface ConfigDocument {
  readonly site: string
  readonly name: string
  /** What it was loaded as; `config diff` and the stale check compare with it. */
  readonly loaded: Program
  readonly program: Program
  /** Edits since it was loaded. */
  edits: number
}

/** The name of a document for which none was given. */
export const DEFAULT_DOCUMENT = 'config'

/** A unit is up again within this after a save, or something is wrong; in the rig's own time. */
const RESTART_DEADLINE_MS = 30_000

/**
 * The Config documents of a rig. They belong to it as to an installer's PC: several may be open on one Miniserver, which is how
 * a stale one arises, and they outlive its restart.
 */
export class Documents {
  readonly #estate: Estate
  readonly #open = new Map<string, ConfigDocument>()

  constructor(estate: Estate) {
    this.#estate = estate
  }

  /** "Load from Miniserver": replaces the document of that name. */
  async load(site: string, name: string, caller: Caller): Promise<ConfigDocument> {
    const program = programFromJson(await this.#estate.control(site, caller, { type: 'load-program' }))
    const document = { site, name, loaded: programFromJson(programToJson(program)), program, edits: 0 }
    this.#open.set(key(site, name), document)
    return document
  }

  /** The open document. Throws NO_DOCUMENT. */
  get(site: string, name: string): ConfigDocument {
    const document = this.#open.get(key(site, name))
    if (document !== undefined) return document
    const as = name === DEFAULT_DOCUMENT ? '' : ` --as ${name}`
    throw new RigError(
      'NO_DOCUMENT',
      `no document ${name} is open on ${site}; load one: loxrig config load ${site}${as}`,
    )
  }

  /** All open documents. */
  list(): ConfigDocument[] {
    return [...this.#open.values()]
  }

  /** Applies one edit to the open document, or throws and leaves it as it was. */
  edit(document: ConfigDocument, edit: ProgramEdit): void {
    applyEdit(document.program, edit, identityOf(this.#estate.file, document.site))
    document.edits++
  }

  /** Carries out many changes that belong together, all or none; they count as one edit. */
  change(document: ConfigDocument, changes: readonly Change[]): void {
    applyChanges(document.program, changes)
    document.edits++
  }

  /** "Save in Miniserver", and load again: the unit restarts, the document goes on from the new revision. */
  async save(site: string, name: string, caller: Caller): Promise<ConfigDocument> {
    const document = this.get(site, name)
    const program = programToJson(document.program)
    await this.restarted(site, () => this.#estate.control(site, caller, { type: 'save-program', program }))
    return this.load(site, name, caller)
  }

  discard(site: string, name: string): ConfigDocument {
    const document = this.get(site, name)
    this.#open.delete(key(site, name))
    return document
  }

  /**
   * What a request is answered that makes the unit restart, once it says that it is up again: watched from before, since it may
   * be quicker than its answer.
   */
  async restarted(site: string, request: () => Promise<unknown>): Promise<unknown> {
    const isUp = (message: BusMessage): boolean =>
      message.channel === '$state' &&
      message.data === 'ready' &&
      message.site === site &&
      message.device === 'miniserver'
    let wasUp = false
    const unobserve = this.#estate.observe((message) => {
      wasUp ||= isUp(message)
    })
    try {
      const answer = await request()
      if (!wasUp) await this.#estate.next(isUp, RESTART_DEADLINE_MS, `${site} did not come up again`)
      await this.#estate.settled()
      return answer
    } finally {
      unobserve()
    }
  }
}

function key(site: string, name: string): string {
  return `${site}/${name}`
}
