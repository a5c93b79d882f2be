// Elements with text that can never become markup.
export const find = (selector) => document.querySelector(selector)
export const findAll = (selector) => [...document.querySelectorAll(selector)]

/** Attributes that are `undefined` are left out; `style` is an object of properties. */
export function element(tag, { style = {}, ...attributes } = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value)
  for (const [name, value] of Object.entries(style)) made.style.setProperty(name, value)
  made.append(...children)
  return made
}
