import type { RigControl } from './shape.ts'

/** `Front Door.O1`: what is before the last dot is the control, what is behind it the terminal. */
export function splitTerminal(text: string): { readonly control: string; readonly terminal: string } {
  const dot = text.lastIndexOf('.')
  return { control: text.slice(0, dot).trim(), terminal: text.slice(dot + 1) }
}

/** The terminals of a block that can be wired, by their names in Config. */
export const TERMINALS: {
  readonly [Kind in RigControl['kind']]: { readonly inputs: readonly string[]; readonly outputs: readonly string[] }
} = {
  'authentication-nfc-code-touch': { inputs: [], outputs: ['O1', 'O2', 'O3', 'O4', 'O5', 'O6'] },
  'access-controller': { inputs: [], outputs: ['P'] },
  'info-only-digital': { inputs: ['I'], outputs: [] },
  intercom: { inputs: [], outputs: [] },
  switch: { inputs: ['I'], outputs: ['O'] },
  'trusted-io': { inputs: [], outputs: [] },
}
