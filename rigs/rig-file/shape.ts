import type { z } from 'zod'
import type { Control } from './schema/controls.ts'
import type { Credential } from './schema/credentials.ts'
import type { Device } from './schema/devices.ts'
import type { LogicBlock } from './schema/logic.ts'
import type { Permission } from './schema/permissions.ts'
import type { Program } from './schema/program.ts'
import type { RigFile as RigFileSchema } from './schema/rig.ts'
import type { User } from './schema/users.ts'

/** What a rig file says, with included files in place, as it is written: names, `3s`, `"08:00"`; defaults not yet filled in. */
export type RigFile = z.infer<typeof RigFileSchema>
export type RigSite = RigFile['sites'][string]
export type RigMiniserver = RigSite['miniserver']
export type RigDevice = z.infer<typeof Device>
export type RigProgram = z.infer<typeof Program>
export type RigControl = z.infer<typeof Control>
export type RigLogicBlock = z.infer<typeof LogicBlock>
export type RigUser = z.infer<typeof User>
export type RigCredential = z.infer<typeof Credential>
export type RigPermission = z.infer<typeof Permission>
export type RigCheck = NonNullable<RigFile['checks']>[number]
export type RigTrust = NonNullable<RigFile['trusts']>[number]

/** What is left of something after everything faulty was taken out: whatever is there is right by itself. */
export type Loose<T> = T extends string | number | boolean | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly (Loose<Item> | undefined)[]
    : { readonly [Key in keyof T]?: Loose<T[Key]> | undefined }

export type LooseRig = Loose<RigFile>
export type LooseSite = Loose<RigSite>
