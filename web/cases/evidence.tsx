import { useCase } from './case-context.tsx'

/** Evidence as it was written down; an item of information of the case leads to its words. */
export function Evidence({ of }: { readonly of: readonly string[] }) {
  const { state, words } = useCase().view
  return (
    <ul className="plain-list">
      {of.map((one) => {
        const item = state.information.find((known) => one === known.item || one === `information ${known.item}`)
        return (
          <li key={one}>
            {item === undefined ? (
              one
            ) : (
              <a href={`#information-${item.item}`}>
                information that came in: {(words[item.item] ?? item.because).trim().split('\n')[0]}
              </a>
            )}
          </li>
        )
      })}
    </ul>
  )
}
