//! The drawing of a hall: an SVG in tenths of a metre, made of its data.
//!
//! Always holds: what the drawing shows is in the list beside it too; a class is told by the outline and who is there by hatching, never by colour
//! alone.

use crate::words::forum_plan::{self as words, Words};
use domain::forum::plan::in_square_metres;
use domain::forum::{Booth, BoothClass, Hall};
use domain::kernel::Lang;
use leptos::prelude::*;
use std::fmt::Write;

/// How a booth is drawn.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Who is there, in short words; empty when that is not told.
    pub name: String,
    /// Where the booth leads.
    pub href: Option<String>,
    /// Whether it stands out.
    pub marked: bool,
    /// How often it was changed, where it can be changed on the drawing.
    pub version: Option<u32>,
}

/// Text as it stands in an attribute or element.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// How wide a text is, in tenths of the size of its letters.
fn wide(text: &str) -> u32 {
    text.chars().map(|c| if u32::from(c) >= 0x1100 { 10 } else { 6 }).sum()
}

/// As many whole words as fit, without a sign such as `&` at the end, after which nothing comes.
pub(super) fn fitting(name: &str, width: u32, size: u32) -> String {
    let mut fits = String::new();
    for word in name.split_whitespace() {
        let longer = if fits.is_empty() { word.to_owned() } else { format!("{fits} {word}") };
        if wide(&longer) * size > width.saturating_sub(3) * 10 {
            break;
        }
        fits = longer;
    }
    fits.trim_end_matches(|c: char| c == '&' || c == '+' || c == '-' || c.is_whitespace()).to_owned()
}

/// What somebody who does not see the drawing is told of a booth.
pub fn said(lang: Lang, booth: &Booth, name: &str) -> String {
    let w = words::words(lang);
    let who = match (name, booth.taken) {
        ("", true) => w.taken,
        ("", false) => w.free,
        (name, _) => name,
    };
    format!(
        "{}: {who}, {}, {}",
        booth.number,
        crate::words::forum::class(lang, booth.class),
        w.area_of.replace("{n}", &in_square_metres(booth.area()))
    )
}

/// The drawing.
pub fn drawing(lang: Lang, hall: &Hall, of: impl Fn(&Booth) -> Shown) -> AnyView {
    let w = words::words(lang);
    let says = w.drawing.replace("{hall}", hall.name.get(lang));
    let (width, depth) = (hall.width, hall.depth);
    let mut svg = format!(
        "<svg viewBox=\"-2 -2 {} {}\" width=\"{}\" height=\"{}\" role=\"group\" aria-label=\"{}\">\
         <defs><pattern id=\"hatch-{}\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <path d=\"M0 0V7\"/></pattern></defs>",
        width + 4,
        depth + 4,
        width * 2,
        depth * 2,
        escaped(&says),
        hall.id
    );
    let _ = write!(svg, "<rect class=\"walls\" width=\"{width}\" height=\"{depth}\"/>");
    for booth in &hall.booths {
        draw(&mut svg, lang, hall, booth, &of(booth));
    }
    svg.push_str("</svg>");
    view! { <div class="scroll hall" tabindex="0" role="region" aria-label=says inner_html=svg></div> }.into_any()
}

fn draw(svg: &mut String, lang: Lang, hall: &Hall, booth: &Booth, shown: &Shown) {
    let (id, class) = (&booth.id, booth.class.code());
    let state = if booth.taken { "taken" } else { "free" };
    let marked = if shown.marked { " marked" } else { "" };
    let says = escaped(&said(lang, booth, &shown.name));
    let _ = write!(svg, "<g id=\"booth-{id}\" class=\"booth {class} {state}{marked}\"");
    if let Some(version) = shown.version {
        let Booth { number, x, y, width, depth, power, internet, .. } = booth;
        let _ = write!(
            svg,
            " data-booth=\"{id}\" data-version=\"{version}\" data-number=\"{}\" data-x=\"{x}\" data-y=\"{y}\" data-width=\"{width}\" \
             data-depth=\"{depth}\" data-class=\"{class}\" data-power=\"{power}\" data-internet=\"{internet}\"",
            escaped(number)
        );
    }
    match &shown.href {
        Some(href) => {
            let _ = write!(svg, "><a href=\"{}\" aria-label=\"{says}\">", escaped(href));
        }
        None => {
            let _ = write!(svg, " role=\"img\" aria-label=\"{says}\">");
        }
    }
    let place = format!("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", booth.x, booth.y, booth.width, booth.depth);
    let _ = write!(svg, "<rect {place}/>");
    if booth.taken {
        let _ = write!(svg, "<rect class=\"hatch\" {place} fill=\"url(#hatch-{})\"/>", hall.id);
    }
    let size = (booth.width.saturating_sub(4) * 10 / wide(&booth.number).max(1)).clamp(4, 11);
    let name = if booth.depth >= 24 { fitting(&shown.name, booth.width, 6) } else { String::new() };
    let (x, y) = (booth.x + booth.width / 2, booth.y + booth.depth / 2);
    let (up, down) = if name.is_empty() { (4, 0) } else { (-1, 8) };
    let _ = write!(svg, "<text x=\"{x}\" y=\"{y}\" dy=\"{up}\" font-size=\"{size}\" font-weight=\"700\">{}</text>", escaped(&booth.number));
    if !name.is_empty() {
        // The space is not drawn; without it the number and the name would be one word for whoever speaks what they see.
        let _ = write!(svg, " <text x=\"{x}\" y=\"{y}\" dy=\"{down}\" font-size=\"6\">{}</text>", escaped(&name));
    }
    svg.push_str(if shown.href.is_some() { "</a></g>" } else { "</g>" });
}

/// How the drawing is read.
pub fn legend(w: Words) -> AnyView {
    let outlines = [(BoothClass::Small, w.outline_small), (BoothClass::Standard, w.outline_standard), (BoothClass::Large, w.outline_large)];
    let mut rows: Vec<_> = outlines
        .into_iter()
        .map(|(class, says)| {
            let svg = "<rect x=\"2\" y=\"2\" width=\"24\" height=\"14\"/>";
            let drawn = format!("booth {}", class.code());
            view! { <li><svg class=drawn width="28" height="18" aria-hidden="true" inner_html=svg></svg>" "{says}</li> }
        })
        .collect();
    let svg = "<defs><pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path d=\"M0 0V7\"/></pattern></defs>\
               <rect x=\"2\" y=\"2\" width=\"24\" height=\"14\"/><rect class=\"hatch\" x=\"2\" y=\"2\" width=\"24\" height=\"14\" fill=\"url(#hatch)\"/>";
    rows.push(
        view! { <li><svg class="booth standard".to_owned() width="28" height="18" aria-hidden="true" inner_html=svg></svg>" "{w.hatched}</li> },
    );
    view! { <ul class="plain legend" aria-label=w.legend>{rows}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_between_words_and_text_is_never_markup() {
        assert_eq!(fitting("Quiet Streets of Bonn", 40, 6), "Quiet");
        assert_eq!(fitting("Unabbreviatable", 30, 6), "");
        assert_eq!((fitting("Shade & Well", 30, 6).as_str(), fitting("Shade & Well", 60, 6).as_str()), ("Shade", "Shade & Well"));
        assert_eq!(escaped("<\"&>"), "&lt;&quot;&amp;&gt;");
    }
}
