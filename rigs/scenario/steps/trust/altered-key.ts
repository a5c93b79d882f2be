/** What may happen to a key file on its way by e-mail. */
export const ALTERATIONS = ['bom', 'crlf', 'cut', 'flipped'] as const
export type Alteration = (typeof ALTERATIONS)[number]

/** The key file as it arrives: with a byte order mark, with CRLF line ends, cut in half, or with one bit flipped. */
export function alteredKey(keyFile: string, alteration: Alteration): string {
  return ALTER[alteration](keyFile)
}

const ALTER: { readonly [Each in Alteration]: (keyFile: string) => string } = {
  bom: (keyFile) => `\uFEFF${keyFile}`,
  crlf: (keyFile) => keyFile.replaceAll('\n', '\r\n'),
  cut: (keyFile) => keyFile.slice(0, keyFile.length / 2),
  flipped: (keyFile) => {
    const at = Math.floor(keyFile.length / 2)
    return `${keyFile.slice(0, at)}${String.fromCharCode(keyFile.charCodeAt(at) ^ 1)}${keyFile.slice(at + 1)}`
  },
}
