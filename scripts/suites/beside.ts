/** Something that needs so many of the places there are, from its start to its end. */
interface Occupying {
  readonly places: number
}

/**
 * Runs all of them and answers in their order. Each starts after the one before it has started, as soon as there is room for it;
 * what needs more places than there are runs alone.
 */
export async function runBeside<Job extends Occupying, Result>(
  jobs: readonly Job[],
  places: number,
  run: (job: Job) => Promise<Result>,
): Promise<Result[]> {
  const running = new Set<Promise<void>>()
  const results: Promise<Result>[] = []
  let free = places
  for (const job of jobs) {
    const needed = Math.min(job.places, places)
    while (free < needed) await Promise.race(running)
    free -= needed
    const result = run(job)
    results.push(result)
    const ended: Promise<void> = result.then(
      () => leave(),
      () => leave(),
    )
    const leave = (): void => {
      free += needed
      running.delete(ended)
    }
    running.add(ended)
  }
  return Promise.all(results)
}
