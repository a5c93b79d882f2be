import type { Loose, LooseRig, RigControl } from './shape.ts'
import { entryNamed, type LooseControl, named } from './site-names.ts'

type IoControl = Loose<Extract<RigControl, { kind: 'trusted-io' }>>

/** The input or output of another site that a control of kind `trusted-io-reference` means; `undefined` where there is none. */
export function hostedIo(
  rig: LooseRig,
  control: LooseControl,
): { readonly name: string; readonly io: IoControl } | undefined {
  if (control.kind !== 'trusted-io-reference' || control.host === undefined || control.io === undefined)
    return undefined
  const controls = entryNamed(rig.sites, control.host)?.program?.controls
  const name = named(Object.keys(controls ?? {}), control.io)
  const io = name === undefined ? undefined : controls?.[name]
  return name === undefined || io?.kind !== 'trusted-io' ? undefined : { name, io }
}
