import type { DeviceAuthorisation, DeviceCode } from '../../../sim/domain/program/device-authorisation.ts'
import { credentialOf } from '../credential.ts'
import type { RigControl } from '../shape.ts'
import { entries } from '../site-names.ts'
import type { Build } from './context.ts'

type Keypad = Extract<RigControl, { kind: 'authentication-nfc-code-touch' }>
type RigDeviceCode = NonNullable<Keypad['codes']>[string]

/** Codes and tags of the site's keypads themselves. */
export function buildDeviceAuthorisations(build: Build): DeviceAuthorisation[] {
  return entries(build.site.program?.controls).flatMap(([control, block]) => {
    if (block.kind !== 'authentication-nfc-code-touch') return []
    const uuid = (kind: string, name: string) => build.uuid(`device ${kind} of ${control.toLowerCase()}`, name)
    const common = (name: string, own: Parameters<typeof outputsOf>[1]) => ({
      name,
      reader: block.reader,
      ...outputsOf(block, own),
    })
    return [
      ...entries(block.codes).map(([name, code]) => ({
        ...{ kind: 'code' as const, uuid: uuid('code', name), ...common(name, code), ...validityOf(code) },
        ...(code.code !== undefined && { digest: build.tools.codeDigest(code.code) }),
      })),
      ...entries(block.tags).flatMap(([name, tag]) => {
        const id = credentialOf(build.rig, 'tag', tag.tag)?.id
        return id === undefined ? [] : [{ kind: 'tag' as const, uuid: uuid('tag', name), ...common(name, tag), id }]
      }),
    ]
  })
}

function outputsOf(
  block: Keypad,
  own: { readonly outputs?: readonly number[] | undefined; readonly standardOutput?: number | undefined },
) {
  const outputs = own.outputs ?? Object.keys(block.outputs).map(Number)
  const { standardOutput = Math.min(...outputs, 6) } = own
  return { outputs: outputs.reduce((mask, output) => mask | (1 << (output - 1)), 0), standardOutput }
}

function validityOf({ once = false, active = true, validFrom, validUntil }: RigDeviceCode) {
  const from = validFrom === undefined ? undefined : Date.parse(validFrom)
  const to = validUntil === undefined ? undefined : Date.parse(validUntil)
  return {
    isActive: active,
    type: codeTypeOf({ once, active, from, to }),
    ...(from !== undefined && { fromMs: from }),
    ...(to !== undefined && { toMs: to }),
  }
}

interface CodeValidity {
  readonly once: boolean
  readonly active: boolean
  readonly from: number | undefined
  readonly to: number | undefined
}

/** What the API calls the type of such a code; a period counts more than whether it is good once. */
export function codeTypeOf({ once, active, from, to }: CodeValidity): DeviceCode['type'] {
  if (from !== undefined) return to === undefined ? 'from' : 'timespan'
  if (to !== undefined) return 'until'
  if (once) return 'one-time'
  return active ? 'permanent' : 'deactivated'
}
