import type { Control, NfcCodeInput, NfcTagInput, Program } from './program.ts'

/** An input tag or an input code of a keypad (§3.6.1). */
export type NfcInput = NfcCodeInput | NfcTagInput

export function isNfcInput(control: Control | undefined): control is NfcInput {
  return control?.kind === 'nfc-code-input' || control?.kind === 'nfc-tag-input'
}

export function nfcInputsOf({ controls }: Pick<Program, 'controls'>): NfcInput[] {
  return [...controls.values()].filter(isNfcInput)
}

/** The digest of an input code or the id of an input tag; `undefined` where a backup came without it. */
export function secretOfInput(input: NfcInput): string | undefined {
  return input.kind === 'nfc-code-input' ? input.digest : input.id
}

/** The digital inputs of a keypad of a running program, whose revision rises with each change. */
export function nfcInputsAt(program: Program, reader: string): readonly NfcInput[] {
  const version = `${program.rev},${program.controls.size}`
  const known = INDEXES.get(program)
  if (known?.version === version) {
    const inputs = known.byReader.get(reader) ?? NONE
    if (inputs.every((input) => program.controls.get(input.uuid) === input)) return inputs
  }
  const byReader = new Map<string, NfcInput[]>()
  for (const input of nfcInputsOf(program)) {
    const others = byReader.get(input.reader)
    if (others === undefined) byReader.set(input.reader, [input])
    else others.push(input)
  }
  INDEXES.set(program, { version, byReader })
  return byReader.get(reader) ?? NONE
}

/** The input that has a secret, at a keypad or at any. */
export function inputWith(
  program: Program,
  { kind, secret, reader }: { readonly kind: NfcInput['kind']; readonly secret: string; readonly reader?: string },
): NfcInput | undefined {
  return nfcInputsOf(program).find(
    (input) =>
      input.kind === kind && secretOfInput(input) === secret && (reader === undefined || input.reader === reader),
  )
}

/** An input with the secret of another one of its kind. */
export function withSecretOf(input: NfcInput, other: NfcInput | undefined): NfcInput {
  if (input.kind === 'nfc-code-input') {
    return other?.kind === input.kind && other.digest !== undefined ? { ...input, digest: other.digest } : input
  }
  return other?.kind === 'nfc-tag-input' && other.id !== undefined ? { ...input, id: other.id } : input
}

/** An input without its code or tag: nothing sets it off, and its wires stay. */
export function bareInput(input: NfcInput): NfcInput {
  if (input.kind === 'nfc-code-input') {
    const { digest: _digest, ...code } = input
    return code
  }
  const { id: _id, ...tag } = input
  return tag
}

/** So that a tap at one keypad costs no look at what others have. */
interface InputIndex {
  readonly version: string
  readonly byReader: ReadonlyMap<string, readonly NfcInput[]>
}

const NONE: readonly NfcInput[] = []

/** Nothing but what follows from the programs themselves. */
const INDEXES = new WeakMap<Program, InputIndex>()
