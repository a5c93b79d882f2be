import { createHmac } from 'node:crypto'
import { callCommand } from '../../../rigs/control/call.ts'
import type { RigCommandInput, RigCommandName, RigCommandOutput } from '../../../rigs/control/commands/index.ts'
import { hash } from '../../../rigs/control/hash.ts'
import { runningProgram } from '../../../rigs/control/plane.ts'
import type { VirtualSite } from '../../../rigs/lanes/virtual/site.ts'
import type { ApiReply } from '../../../sim/domain/miniserver/effect.ts'
import { findUser } from '../../../sim/domain/program/lookup.ts'
import type { Assignment, Program, User } from '../../../sim/domain/program/program.ts'
import { parseCommand } from '../../../sim/protocol/loxone/parse-command.ts'
import type { ApiHeard } from '../../../sim/world/api.ts'
import { type TwoSites, twoSites } from '../../helpers/two-sites.ts'

export type LabSite = 'office' | 'home'

export const SERIALS = { office: '504F94A00001', home: '504F94A00002' } as const

/** Office's setting, by which its silence is judged elsewhere (§3.3.6). */
export const CONNECTION_TIMEOUT_MS = 900_000

/** The default lab in the virtual world, worked on as people do: by the rig's commands. */
export class Lab {
  readonly rig: TwoSites
  #sessions = 0

  constructor(rig: TwoSites) {
    this.rig = rig
  }

  call<Name extends RigCommandName>(name: Name, input: RigCommandInput<Name>): Promise<RigCommandOutput<Name>> {
    return callCommand(this.rig.context, name, input) as Promise<RigCommandOutput<Name>>
  }

  tap(site: LabSite, tag: string): Promise<RigCommandOutput<'tap'>> {
    return this.call('tap', { reader: `${site}/front-door`, tag })
  }

  touch(site: LabSite, ibutton: string): Promise<RigCommandOutput<'touch'>> {
    return this.call('touch', { reader: `${site}/side-door`, ibutton })
  }

  async reason(site: LabSite, tag: string): Promise<string> {
    return (await this.tap(site, tag)).reason
  }

  /** Loads the document, edits it, and saves it. */
  async saving(site: LabSite, edit: () => Promise<unknown>): Promise<void> {
    await this.call('config-load', { site })
    await edit()
    await this.call('config-save', { site })
    await this.rig.estate.settled()
  }

  /** Adds a user or group of Office to Home's open document. */
  share(who: { user: string } | { group: string }): Promise<unknown> {
    return this.call('trust-users-add', { site: 'home', from: 'office', ...who })
  }

  program(site: LabSite): Promise<Program> {
    return runningProgram(this.rig.estate, site)
  }

  async user(site: LabSite, name: string): Promise<User> {
    return findUser(await this.program(site), name)
  }

  /** What is assigned to a user itself. */
  async assignedTo(site: LabSite, { uuid }: User): Promise<Assignment[]> {
    return [...(await this.program(site)).assignments.values()].filter(({ principal }) => principal === `user:${uuid}`)
  }

  async advance(durationMs: number): Promise<void> {
    await this.rig.estate.clock.advance(durationMs)
  }

  site(site: LabSite): VirtualSite {
    const found = this.rig.estate.sites.get(site)
    if (found === undefined) throw new TypeError(site)
    return found
  }

  /** Power goes at a site's Miniserver, and comes back. */
  reboot(site: LabSite): void {
    const { miniserver, store } = this.site(site)
    miniserver.powerOff()
    store.powerOff()
    miniserver.powerOn(store.load())
    this.rig.estate.world.settle()
  }

  /** The code with which the public API answers a login with this password. */
  logIn(site: LabSite, user: string, password: string): number {
    return this.#login(site, user, password).code
  }

  /** The text of a token that a client of the public API gets for this password. */
  token(site: LabSite, user: string, password: string): string {
    return (this.#login(site, user, password).value as { token: string }).token
  }

  #login(site: LabSite, user: string, password: string): ApiReply {
    const ask = this.#client(site)
    const { value } = ask(`jdev/sys/getkey2/${encodeURIComponent(user)}`)
    const { key, salt, hashAlg } = value as { key: string; salt: string; hashAlg: 'SHA1' | 'SHA256' }
    const hashed = hash(hashAlg, `${password}:${salt}`).toUpperCase()
    const hmac = createHmac(hashAlg.toLowerCase(), Buffer.from(key, 'hex'))
    const proof = hmac.update(`${user}:${hashed}`).digest('hex')
    return ask(`jdev/sys/getjwt/${proof}/${encodeURIComponent(user)}/4/00000000-0000-0000-0000000000000000/test`)
  }

  /** A client of the public API: what it asks is answered. */
  #client(site: LabSite): (path: string) => ApiReply {
    const { miniserver, sessions } = this.site(site)
    const session = `client-${++this.#sessions}`
    const heard: ApiHeard[] = []
    sessions.connect(session, (each) => heard.push(each))
    miniserver.input({ type: 'api-opened', session, scope: 'internal', address: `10.0.0.${this.#sessions}` })
    let requests = 0
    return (path) => {
      const request = ++requests
      miniserver.api(session, request, parseCommand(path))
      this.rig.estate.world.settle()
      const answer = heard.find((each) => each.type === 'reply' && each.request === request)
      if (answer?.type !== 'reply') throw new TypeError(`no answer to ${path}`)
      return answer.reply
    }
  }
}

/** The lab as it comes up: Anna and Ben of Office shared with Home and let in there. */
export async function aLab(options: { trusts?: boolean } = {}): Promise<Lab> {
  return new Lab(await twoSites({ trusts: true, ...options }))
}
