import type { Program } from '../../sim/domain/program/program.ts'
import { DAY_MS, WEEK_FROM_MS } from './campus.ts'
import type { Rights } from './rights.ts'

/** The least that a decision is: who may what as one bit for each user and door, a window for each user, a week for each door. */
export interface HandBitset {
  ask(tag: string, door: string, at: number): boolean
}

const MINUTES_PER_WEEK = 10_080

/** Has no schedules of its own for each permission: a door is open or closed. */
export function handBitset(program: Program, rights: Rights): HandBitset {
  const byTag = new Map(Array.from(program.users.values(), ({ tags: [tag] }, number) => [tag?.id ?? '', number]))
  const byDoor = new Map(rights.doors.map((door, number) => [door, number]))
  const words = (rights.doors.length + 31) >>> 5
  const bits = new Uint32Array(words * rights.users.length)
  const [from, until] = [new Float64Array(rights.users.length), new Float64Array(rights.users.length)]
  const doorsOf = doorsByPrincipal(rights, byDoor)
  for (const [number, user] of rights.users.entries()) {
    const { state, validFromMs = 0, validUntilMs = Number.POSITIVE_INFINITY } = user.status
    from[number] = validFromMs
    until[number] = state === 'disabled' ? 0 : validUntilMs
    for (const principal of rights.ancestors(user)) {
      for (const door of doorsOf.get(principal) ?? []) {
        const word = number * words + (door >>> 5)
        bits[word] = (bits[word] ?? 0) | (1 << (door & 31))
      }
    }
  }
  const weeks = rights.doors.map((_, number) => officeHours(number))
  return {
    ask(tag, door, at) {
      const [user, block] = [byTag.get(tag), byDoor.get(door)]
      if (user === undefined || block === undefined) return false
      if (at < (from[user] ?? 0) || at >= (until[user] ?? 0)) return false
      if ((((bits[user * words + (block >>> 5)] ?? 0) >>> (block & 31)) & 1) === 0) return false
      const minute = Math.floor((at - WEEK_FROM_MS) / 60_000) % MINUTES_PER_WEEK
      return (((weeks[block]?.[minute >>> 5] ?? 0) >>> (minute & 31)) & 1) === 1
    },
  }
}

function doorsByPrincipal({ onDoor }: Rights, byDoor: ReadonlyMap<string, number>): Map<string, number[]> {
  const doors = new Map<string, number[]>()
  for (const [door, { allows }] of onDoor) {
    for (const { principal } of allows) doors.set(principal, [...(doors.get(principal) ?? []), byDoor.get(door) ?? 0])
  }
  return doors
}

function officeHours(number: number): Uint32Array {
  const week = new Uint32Array(MINUTES_PER_WEEK / 32)
  for (let minute = 0; minute < MINUTES_PER_WEEK; minute++) {
    const ofDay = minute % (DAY_MS / 60_000)
    if (ofDay > 300 + (number % 60) && ofDay < 1_200)
      week[minute >>> 5] = (week[minute >>> 5] ?? 0) | (1 << (minute & 31))
  }
  return week
}
