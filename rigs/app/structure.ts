import { z } from 'zod'

const users = z.array(z.object({ name: z.string(), uuid: z.string() }))

/** What `getuserlist2` answers: a list, or its text. */
export function readUsers(value: unknown): readonly { readonly name: string; readonly uuid: string }[] {
  return users.parse(typeof value === 'string' ? JSON.parse(value) : value)
}

const named = z.record(z.string(), z.object({ name: z.string() }))

const file = z.object({
  msInfo: z.object({ currentUser: z.object({ name: z.string(), uuid: z.string() }) }),
  rooms: named,
  cats: named,
  controls: z.record(
    z.string(),
    z.object({
      name: z.string(),
      type: z.string(),
      uuidAction: z.string(),
      room: z.string().optional(),
      cat: z.string().optional(),
      isSecured: z.boolean(),
      states: z.record(z.string(), z.string()),
    }),
  ),
})

/** What `LoxAPP3.json` shows one user through one listener (R152, R153). */
export interface Structure {
  readonly user: { readonly name: string; readonly uuid: string }
  readonly controls: readonly StructureControl[]
}

export interface StructureControl {
  readonly name: string
  /** As the structure file spells it: `Switch`, `NfcCodeTouch`. */
  readonly type: string
  readonly uuid: string
  readonly room?: string
  readonly category?: string
  readonly isSecured: boolean
  /** Uuids of its states, by name. */
  readonly states: Readonly<Record<string, string>>
}

export function readStructure(value: unknown): Structure {
  const { msInfo, rooms, cats, controls } = file.parse(value)
  return {
    user: msInfo.currentUser,
    controls: Object.values(controls).map(({ uuidAction: uuid, room, cat, ...rest }) => {
      const [roomName, category] = [rooms[room ?? '']?.name, cats[cat ?? '']?.name]
      return {
        ...rest,
        uuid,
        ...(roomName !== undefined && { room: roomName }),
        ...(category !== undefined && { category }),
      }
    }),
  }
}
