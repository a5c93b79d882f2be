import { z } from 'zod'
import { callerAt } from '../../control/callers.ts'
import type { Estate } from '../../estate.ts'
import { identityOf } from '../../rig-file/identity.ts'
import type { UnitSeen } from './evidence.ts'
import { letsSeeUsers } from './i2-replicas-follow.ts'
import { Quiet } from './quiet.ts'
import { type Revocation, Revocations } from './revocations.ts'
import type { UnitProgram } from './unit-program.ts'

/** What a run's Trusts were seen to do: what origins took from their users, and who could follow whom when it ended. */
export class TrustsSeen {
  readonly #estate: Estate
  readonly #revocations = new Revocations()
  readonly #quiet = new Quiet()

  constructor(estate: Estate) {
    this.#estate = estate
  }

  get revocations(): readonly Revocation[] {
    return this.#revocations.all
  }

  /** Something is wrong there from now on, or no longer. */
  disturbed(where: string, isDisturbed: boolean): void {
    this.#quiet.disturbed(where, isDisturbed, this.#nowMs())
  }

  /** What a program says of its own users, and of whom it lets see them. */
  learn(site: string, program: UnitProgram): void {
    const { serial } = identityOf(this.#estate.file, site)
    this.#revocations.seen(serial, program, this.#nowMs())
    // It says nothing to them until they ask again.
    for (const member of program.members)
      if (!letsSeeUsers(program, member.serial)) this.disturbed(withheld(serial, member.serial), false)
  }

  /** The units with whom they follow, where they were asked and the world has been quiet. */
  following(units: readonly UnitSeen[], wasAsked: (unit: UnitSeen) => boolean): Promise<UnitSeen[]> {
    const timeoutsMs = units.map(({ connectionTimeoutMs }) => connectionTimeoutMs)
    const asked = units.filter(wasAsked).map(({ serial }) => serial)
    const follows = (origin: string, consumer: string): boolean => {
      const pair = withheld(origin, consumer)
      const concerns = (where: string): boolean => where === pair || !where.startsWith(WITHHELD)
      return asked.includes(origin) && this.#quiet.isQuiet(this.#nowMs(), timeoutsMs, concerns)
    }
    return Promise.all(
      units.map(async (unit) => {
        if (!wasAsked(unit)) return unit
        const heard = await this.#heardBy(unit)
        return { ...unit, follows: heard.filter((origin) => follows(origin, unit.serial)) }
      }),
    )
  }

  /** After how long a silence the users of a site are disabled elsewhere; 0: never. */
  timeoutMsOf(site: string): number {
    return (this.#estate.plans.find((plan) => plan.site === site)?.connectionTimeoutS ?? 0) * 1_000
  }

  async #heardBy({ site }: UnitSeen): Promise<string[]> {
    const answer = await this.#estate.control(site, callerAt(this.#estate, site), { type: 'trust-status' })
    const heard = trustStatus.parse(answer).flatMap(({ members }) => members.filter(({ online }) => online))
    return [...new Set(heard.map(({ serial }) => serial))]
  }

  #nowMs(): number {
    const [site = ''] = Object.keys(this.#estate.file.sites)
    return this.#estate.clock.now(site).monotonicMs
  }
}

const WITHHELD = 'withheld '

/** Names a pair between which nothing travels as long as the origin does not let it. */
function withheld(origin: string, consumer: string): string {
  return `${WITHHELD}${origin} ${consumer}`
}

const trustStatus = z.array(
  z.object({ members: z.array(z.object({ serial: z.string(), online: z.boolean().optional() })) }),
)
