import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromBundle } from '../modules.ts'

/** A Trust for measuring: who is in it, and how many users its origin has. */
export interface Plan {
  /** PEM, of the factory that made all of them. */
  readonly ca: string
  readonly origin: UnitPlan
  readonly members: readonly UnitPlan[]
  readonly users: number
}

/** A unit and what it proves with who it is, PEM. */
export interface UnitPlan {
  readonly serial: string
  readonly name: string
  readonly certificate: string
  readonly privateKey: string
}

/** Where each unit listens, `host:port` by serial. */
export type Addresses = Readonly<Record<string, string>>

/** Makes a Trust of so many members and writes it into a folder, for the processes it is run in; answers it and its path. */
export async function planIn(
  folder: string,
  size: { readonly members: number; readonly users: number },
): Promise<{ readonly plan: Plan; readonly path: string }> {
  const { certify, makeDeviceCa } =
    await fromBundle<typeof import('../../rigs/factory/certificates.ts')>('rigs/factory/certificates.ts')
  const ca = await makeDeviceCa('bench')
  const unit = async (number: number, name: string): Promise<UnitPlan> => {
    const serial = `504F94A${number.toString(16).toUpperCase().padStart(5, '0')}`
    return { serial, name, ...(await certify(ca, serial)) }
  }
  const members = await Promise.all(
    Array.from({ length: size.members }, (_, number) => unit(number + 1, `Site ${number + 1}`)),
  )
  const plan = { ca: ca.certificate, origin: await unit(0, 'Office'), members, users: size.users }
  const path = join(folder, 'plan.json')
  await writeFile(path, JSON.stringify(plan))
  return { plan, path }
}
