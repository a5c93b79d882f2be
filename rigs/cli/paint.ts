import { styleText } from 'node:util'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** Puts a text into a colour, or leaves it where there is none. */
export type Paint = (style: Style, text: string) => string

export const PLAIN: Paint = (_, text) => text

export function painterOf(): Paint {
  return (style, text) => styleText(style, text, { validateStream: false })
}

/** Without what a terminal would obey: names come from files and from other machines. */
export function harmless(text: string): string {
  return text.replace(CONTROLS, '\u{FFFD}')
}

// Control characters and those that turn the direction of writing, spelled by number: they cannot be read.
const CONTROLS = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
