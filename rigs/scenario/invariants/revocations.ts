import { z } from 'zod'
import type { UnitProgram, UnitUser } from './unit-program.ts'

/** What an origin took from one of its users, from when on by the rig's monotonic time, and until when. */
export interface Revocation {
  readonly origin: string
  readonly user: string
  readonly name: string
  /** `user`: deleted or disabled; else the kind of credential of which there is none left. */
  readonly what: Power
  readonly atMs: number
  /** Given back. */
  untilMs: number
}

/** Somebody was let in at a site as a user of another Miniserver. */
export interface Grant {
  readonly where: string
  readonly origin: string
  readonly user: string
  readonly name: string
  /** What was presented. */
  readonly credential: string
  /** When that was heard of, by the rig's monotonic time. */
  readonly atMs: number
  readonly line?: number
}

export type Power = 'user' | 'tag' | 'ibutton' | 'code' | 'external'

/** Follows what origins let their own users do, as their programs are looked at. */
export class Revocations {
  readonly all: Revocation[] = []
  /** By unit: what its own users can be known by there. */
  readonly #had = new Map<string, ReadonlyMap<string, Held>>()

  /** A program that an origin runs, or is about to. What is taken is taken from `atMs` on. */
  seen(origin: string, program: UnitProgram, atMs: number): void {
    const has = powersOf(program)
    const elsewhere = new Set(program.users.filter(({ origin }) => origin !== undefined).map(({ uuid }) => uuid))
    // Taken over: another unit says from now on what it may.
    for (const [key, held] of this.#had.get(origin) ?? [])
      if (!has.has(key) && !elsewhere.has(held.user)) this.all.push({ origin, ...held, atMs, untilMs: Infinity })
    for (const revocation of this.all) {
      const { user, what, untilMs } = revocation
      if (revocation.origin === origin && untilMs === Infinity && (has.has(keyOf(user, what)) || elsewhere.has(user)))
        revocation.untilMs = atMs
    }
    this.#had.set(origin, has)
  }
}

type Held = Pick<Revocation, 'user' | 'name' | 'what'>

const keyOf = (user: string, what: Power): string => `${user} ${what}`

function powersOf({ users }: UnitProgram): Map<string, Held> {
  const own = users.filter(({ origin }) => origin === undefined)
  return new Map(
    own.flatMap((user) => {
      const { uuid, name } = user
      return powersOfUser(user).map((what) => [keyOf(uuid, what), { user: uuid, name, what }] as const)
    }),
  )
}

function powersOfUser({ status, tags, ibuttons, externalIds, codeDigest }: UnitUser): Power[] {
  const held: Record<Power, boolean> = {
    user: status.state !== 'disabled',
    tag: tags.length > 0,
    ibutton: ibuttons.length > 0,
    external: externalIds.length > 0,
    code: codeDigest !== undefined,
  }
  return (Object.keys(held) as Power[]).filter((power) => held[power])
}

const grantData = z.object({
  outcome: z.literal('granted'),
  credential: z.object({ kind: z.string() }),
  user: z.object({ uuid: z.string(), name: z.string(), origin: z.object({ serial: z.string() }) }),
})

/** The grant that a decision record tells of, where it lets in a user of another Miniserver. */
export function grantOf(data: unknown): Omit<Grant, 'where' | 'atMs'> | undefined {
  const read = grantData.safeParse(data)
  if (!read.success) return undefined
  const { user, credential } = read.data
  return { origin: user.origin.serial, user: user.uuid, name: user.name, credential: credential.kind }
}
