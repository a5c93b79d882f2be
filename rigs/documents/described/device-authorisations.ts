import type { DeviceAuthorisation } from '../../../sim/domain/program/device-authorisation.ts'
import { clockText } from '../../control/instants.ts'
import { type Described, type Field, fieldsOf, secretField } from './described.ts'

/** A code or tag of a keypad; of digits and ids only that there are some. To the minute, by the clock of the Miniserver. */
export function describeDeviceAuthorisation(authorisation: DeviceAuthorisation, timeZone: string): Described {
  const { kind, name, reader, outputs, standardOutput } = authorisation
  return {
    kind: `keypad ${kind}`,
    name: `${reader} ${name}`,
    fields: fieldsOf({
      name,
      outputs: numbersIn(outputs).join(', '),
      'standard output': String(standardOutput),
      ...(authorisation.kind === 'tag' ? { tag: secretField(authorisation.id) } : codeFields(authorisation, timeZone)),
    }),
  }
}

/** Whether it was used up is no part of what a document says (P-226). */
function codeFields(
  { type, isActive, fromMs, toMs, digest }: DeviceAuthorisation & { kind: 'code' },
  timeZone: string,
): Record<string, Field | string | undefined> {
  return {
    type,
    active: isActive ? 'yes' : 'no',
    from: fromMs === undefined ? undefined : clockText(timeZone, fromMs),
    until: toMs === undefined ? undefined : clockText(timeZone, toMs),
    code: secretField(digest),
  }
}

function numbersIn(mask: number): number[] {
  return [1, 2, 3, 4, 5, 6].filter((output) => (mask & (1 << (output - 1))) !== 0)
}
