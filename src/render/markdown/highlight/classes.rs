//! Scopes of grammars → class names.

use std::sync::LazyLock;

use syntect::parsing::Scope;

/// All classes, by whose number they are kept.
pub(super) const CLASSES: &[&str] = &[
    "", "c", "cp", "gd", "ge", "gh", "gi", "go", "gp", "gs", "gu", "k", "kc", "kt", "m", "na", "nb", "nc", "nd", "nf",
    "ni", "nl", "nn", "no", "nt", "nv", "o", "s", "se", "sr", "ss",
];

/// What a scope begins with and the class it gets. The first that fits counts, so longer ones come first; a
/// scope without any gets the class of the one around it. `docs/markdown.md` lists the classes.
const TABLE: &[(&str, &str)] = &[
    ("comment", "c"),
    ("string.regexp", "sr"),
    ("string", "s"),
    ("constant.character.entity", "ni"),
    ("constant.character.escape", "se"),
    ("constant.character", "s"),
    ("constant.language", "kc"),
    ("constant.numeric", "m"),
    ("constant.other.character-class", "sr"),
    ("constant.other.color", "m"),
    ("constant.other.datetime", "m"),
    ("constant.other.placeholder", "se"),
    ("constant.other.symbol", "ss"),
    ("constant", "no"),
    ("entity.name.class", "nc"),
    ("entity.name.constant", "no"),
    ("entity.name.enum", "nc"),
    ("entity.name.function.decorator", "nd"),
    ("entity.name.function", "nf"),
    ("entity.name.impl", "nc"),
    ("entity.name.interface", "nc"),
    ("entity.name.label", "nl"),
    ("entity.name.macro", "nf"),
    ("entity.name.module", "nn"),
    ("entity.name.namespace", "nn"),
    ("entity.name.package", "nn"),
    ("entity.name.section", "gh"),
    ("entity.name.struct", "nc"),
    ("entity.name.table", "nn"),
    ("entity.name.tag", "nt"),
    ("entity.name.trait", "nc"),
    ("entity.name.type", "nc"),
    ("entity.name.union", "nc"),
    ("entity.other.attribute-name", "na"),
    ("entity.other.inherited-class", "nc"),
    ("entity.other.jinja2.delimiter.comment", "c"),
    ("entity.other.jinja2.delimiter", "cp"),
    ("entity.other.pseudo-class", "nd"),
    ("entity.other.pseudo-element", "nd"),
    ("entity.section", "nn"),
    ("keyword.control.import.define", "cp"),
    ("keyword.control.import.include", "cp"),
    ("keyword.operator.word", "k"),
    ("keyword.operator", "o"),
    ("keyword.other.arrow", "o"),
    ("keyword.other.double-colon", "o"),
    ("keyword.other.unit", "m"),
    ("keyword", "k"),
    ("markup.bold", "gs"),
    ("markup.deleted", "gd"),
    ("markup.heading", "gh"),
    ("markup.inserted", "gi"),
    ("markup.italic", "ge"),
    ("markup.raw", "s"),
    ("meta.annotation.identifier", "nd"),
    ("meta.group.expansion.parameter", "nv"),
    ("meta.header", "gh"),
    ("meta.range", "gu"),
    ("meta.tag.preprocessor", "cp"),
    ("meta.tag.sgml.doctype", "cp"),
    ("punctuation.definition.annotation", "nd"),
    ("punctuation.definition.tag", "nt"),
    ("punctuation.section.embedded", "cp"),
    ("storage.modifier.lifetime", "nl"),
    ("storage.type.annotation", "nd"),
    ("storage.type.class", "k"),
    ("storage.type.enum", "k"),
    ("storage.type.extends", "k"),
    ("storage.type.function", "k"),
    ("storage.type.impl", "k"),
    ("storage.type.interface", "k"),
    ("storage.type.js", "k"),
    ("storage.type.keyword", "k"),
    ("storage.type.module", "k"),
    ("storage.type.namespace", "k"),
    ("storage.type.string", "s"),
    ("storage.type.struct", "k"),
    ("storage.type.trait", "k"),
    ("storage.type.ts", "k"),
    ("storage.type.tsx", "k"),
    ("storage.type.type", "k"),
    ("storage.type.union", "k"),
    ("storage.type", "kt"),
    ("storage", "k"),
    ("support.class", "nc"),
    ("support.constant", "no"),
    ("support.module", "nn"),
    ("support.other.module", "nn"),
    ("support.type.custom-property", "nv"),
    ("support.type.property-name", "na"),
    ("support.type", "kt"),
    ("support", "nb"),
    ("variable.annotation", "nd"),
    ("variable.declaration.sass", "nv"),
    ("variable.function", "nf"),
    ("variable.language", "nb"),
    ("variable.other.constant", "no"),
    ("variable.other.makefile", "nv"),
    ("variable.other.perl", "nv"),
    ("variable.other.php", "nv"),
    ("variable.other.readwrite.assignment", "nv"),
    ("variable.other.readwrite.class", "nv"),
    ("variable.other.readwrite.global", "nv"),
    ("variable.other.readwrite.instance", "nv"),
    ("variable.other.readwrite.shell", "nv"),
    ("variable.other.sass", "nv"),
    ("variable.parameter.option", "na"),
    // What begins anew, perhaps inside of a string.
    ("embedding", ""),
    ("entity.name", ""),
    ("meta.interpolation", ""),
    ("meta.template.expression", ""),
    ("source", ""),
    ("text", ""),
    ("variable", ""),
];

/// A string in one of these is the key of a value.
const KEYS: &[&str] = &["meta.mapping.key", "meta.structure.dictionary.key"];

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> =
    LazyLock::new(|| TABLE.iter().map(|(begin, class)| (scope(begin), *class)).collect());

static KEY_SCOPES: LazyLock<Vec<Scope>> = LazyLock::new(|| KEYS.iter().map(|begin| scope(begin)).collect());

fn scope(text: &str) -> Scope {
    Scope::new(text).expect("each text of the tables has at most eight atoms")
}

/// What a scope says of the code in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Level {
    pub class: &'static str,
    /// A string in it gets the class of keys.
    is_key: bool,
}

impl Level {
    /// Returns the level of a scope that begins inside of this one.
    pub(super) fn inside(self, scope: Scope) -> Self {
        if KEY_SCOPES.iter().any(|begin| begin.is_prefix_of(scope)) {
            return Self { is_key: true, ..self };
        }
        match SCOPES.iter().find(|(begin, _)| begin.is_prefix_of(scope)) {
            Some((_, "s")) if self.is_key => Self { class: "nt", is_key: true },
            Some((_, class)) => Self { class, is_key: false },
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_in_the_list() {
        for (begin, class) in TABLE {
            assert!(CLASSES.contains(class), "{class}");
            let first = TABLE.iter().position(|(earlier, _)| scope(earlier).is_prefix_of(scope(begin)));
            assert_eq!(TABLE[first.unwrap()].0, *begin, "a shorter one comes before it");
        }
        assert!(CLASSES.is_sorted());
    }
}
