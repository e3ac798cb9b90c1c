/** What the shop sells. Prices are in euro cents, sizes in centimetres, weights in grams, wind in Beaufort. */
import { products } from './product-list.js';

export const colourways = {
  ember: 'Ember',
  tide: 'Tide',
  meadow: 'Meadow',
  dusk: 'Dusk',
  buoy: 'Buoy',
} as const;
export type Colourway = keyof typeof colourways;

export const categories = {
  single: 'Single line',
  steered: 'Two and four lines',
  first: 'First kites',
  gear: 'Line & gear',
} as const;
export type Category = keyof typeof categories;

export interface Choice {
  id: string;
  label: string;
  /** Added to the product's price. */
  extra: number;
}

export interface Product {
  id: string;
  name: string;
  category: Category;
  /** One line for the catalogue. */
  summary: string;
  description: string;
  price: number;
  /** The first one is shown in the catalogue. */
  colours: readonly [Colourway, ...Colourway[]];
  /** Least and most wind it flies in; gear has none. */
  wind?: readonly [number, number];
  width: number;
  height: number;
  weight: number;
  /** What comes with it, to choose from. Empty where there is nothing to choose. */
  choices: readonly Choice[];
  stock: number;
}

export function findProduct(id: string | null): Product | undefined {
  return products.find((product) => product.id === id);
}

export function pictureOf(product: Product, colour: Colourway = product.colours[0]): string {
  return `/demo/shop/img/kites/${product.id}-${colour}.svg`;
}

/** Products of a category whose name, summary or description has every word of the query. */
export function searchProducts(query: string, category: Category | null): Product[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return products.filter((product) => {
    if (category && product.category !== category) return false;
    const text =
      `${product.name} ${product.summary} ${product.description} ${categories[product.category]}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
