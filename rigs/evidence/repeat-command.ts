/** The command that runs a scenario as it was run. */
export function repeatCommand(path: string, lane: string, seed: number): string {
  return `loxrig run ${/[^\w./-]/.test(path) ? JSON.stringify(path) : path} --lane ${lane} --seed ${seed}`
}
