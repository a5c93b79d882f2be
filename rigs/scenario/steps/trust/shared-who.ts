const GROUP = 'group:'

/** `{ user }` or `{ group }` of what a step shares: `Anna`, `group:Adults`. */
export function sharedWho(text: string): { readonly user: string } | { readonly group: string } {
  return text.startsWith(GROUP) ? { group: text.slice(GROUP.length) } : { user: text }
}
