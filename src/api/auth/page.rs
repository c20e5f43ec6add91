//! `/sign-in`: a page to sign in and out with, without any script, for those who have no map open.

use std::fmt::Write;

use actix_web::http::{StatusCode, header};
use actix_web::web::{Payload, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::sessions::{add_cookie, private, sign_in, sign_out};
use super::who::{LONGEST, Who};
use super::{cookie, provider, same_origin};
use crate::access::Right;
use crate::api::answer::Answer;
use crate::api::ask::state;
use crate::api::intake;
use crate::api::kinds;
use crate::api::manners::policy_with_form_to;
use crate::api::media;
use crate::api::page::escaped;
use crate::api::params::{Params, bad_parameter};
use crate::api::state::State;
use crate::domain::{Fault, Lang, Text};

/// What the address of the page says.
pub struct Asked {
    /// The language of the page.
    pub lang: Lang,
    /// Where to go afterwards: a path of ours.
    pub next: String,
}

/// What the page shows.
struct Shown<'a> {
    who: Option<&'a Who>,
    /// Why the last attempt failed.
    refused: Option<&'a Fault>,
    /// The login that was typed: nobody types it twice.
    login: &'a str,
}

/// What the form sends.
#[derive(Default)]
struct Form {
    login: String,
    password: String,
    /// The token of the session to end.
    token: Option<String>,
}

/// Shows the form, or who is signed in.
pub async fn get(request: HttpRequest, who: Who) -> Answer {
    let asked = asked(&request)?;
    let state = state(&request);
    Ok(page(&state, StatusCode::OK, &asked, &Shown { who: Some(&who), refused: None, login: "" }))
}

/// Takes the form: signs in, or out.
pub async fn post(request: HttpRequest, payload: Payload) -> Answer {
    let asked = asked(&request)?;
    let form = form(&intake::whole(&request, payload).await?)?;
    let state = state(&request);
    let who = Who::of(&request).await?;
    if let Some(token) = form.token {
        same_origin::check_origin(&request, &state)?;
        let mut hint = None;
        if let Some(present) = who.present() {
            same_origin::check_token(&present.secret, &token)?;
            hint = sign_out(&state, present).await?;
        }
        // The session here is over whether or not the provider answers.
        let elsewhere = provider::end(&request, &state, hint).await.unwrap_or_default();
        let mut response = leave(elsewhere.as_deref().unwrap_or("/sign-in"), asked.lang);
        add_cookie(&mut response, &cookie::cleared(&state));
        return Ok(response);
    }
    match sign_in(&request, &form.login, &form.password).await {
        Ok(present) => {
            let mut response = leave(&asked.next, asked.lang);
            add_cookie(&mut response, &cookie::set(&state, &present.secret, LONGEST));
            Ok(response)
        }
        Err(refused) => {
            let shown = Shown { who: Some(&who), refused: Some(&refused.fault), login: &form.login };
            let mut response = page(&state, kinds::status(&refused.fault.code), &asked, &shown);
            if let Some(wait) = refused.wait {
                response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(wait));
            }
            Ok(response)
        }
    }
}

/// A sign-in that failed at its other end, told on the page it can begin again from.
pub fn refused_page(state: &State, lang: Lang, fault: &Fault) -> HttpResponse {
    let asked = Asked { lang, next: "/sign-in".to_owned() };
    page(state, kinds::status(&fault.code), &asked, &Shown { who: None, refused: Some(fault), login: "" })
}

/// Reads the address of the page.
///
/// # Errors
/// `bad-parameter` when it leads on to another site.
pub fn asked(request: &HttpRequest) -> Result<Asked, Fault> {
    let params = Params::read(request.query_string())?;
    let lang = media::language(&params, request)?;
    let next = params.word("next").unwrap_or("/sign-in").to_owned();
    params.finish()?;
    if is_own_path(&next) {
        return Ok(Asked { lang, next });
    }
    Err(bad_parameter("next", &next, Text::new("attendu : un chemin d’ici, comme /", "expected a path of ours, such as /")))
}

/// Whether a path leads to a page of ours, however a browser reads it.
fn is_own_path(path: &str) -> bool {
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    plain && path.starts_with('/') && !path.starts_with("//")
}

fn form(body: &[u8]) -> Result<Form, Fault> {
    let fields = std::str::from_utf8(body).ok().and_then(|body| Query::<Vec<(String, String)>>::from_query(body).ok());
    let mut form = Form::default();
    for (name, value) in fields.map(Query::into_inner).unwrap_or_default() {
        match name.as_str() {
            "login" => form.login = value,
            "password" => form.password = value,
            "token" => form.token = Some(value),
            _ => return Err(bad_parameter(&name, &value, Text::new("attendu : login, password", "expected login, password"))),
        }
    }
    Ok(form)
}

/// Leads on.
pub fn leave(next: &str, lang: Lang) -> HttpResponse {
    let to = if next == "/sign-in" { format!("/sign-in?lang={}", lang.code()) } else { next.to_owned() };
    private(StatusCode::SEE_OTHER).insert_header((header::LOCATION, to)).finish()
}

/// The main part: the form, or who is signed in and a button to leave.
fn body(state: &State, asked: &Asked, shown: &Shown<'_>) -> String {
    let say = |fr: &str, en: &str| escaped(Text::new(fr, en).get(asked.lang));
    let action = escaped(&format!("/sign-in?lang={}&next={}", asked.lang.code(), crate::api::here::percent(&asked.next)));
    let mut out = String::new();
    if let Some(fault) = shown.refused {
        let _ = writeln!(out, "<p class=\"refusal\" role=\"alert\">{}</p>", escaped(&fault.line(asked.lang)));
    }
    let Some((who, present)) = shown.who.and_then(|who| who.present().map(|present| (who, present))) else {
        write_provider(&mut out, state, asked);
        let _ = write!(
            out,
            "<form method=\"post\" action=\"{action}\">\n\
             <p><label for=\"login\">{}</label><input id=\"login\" name=\"login\" value=\"{}\" autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\" required></p>\n\
             <p><label for=\"password\">{}</label><input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" required></p>\n\
             <p><button>{}</button></p>\n</form>\n<p><small>{}</small></p>\n",
            say("Identifiant", "Login"),
            escaped(shown.login),
            say("Mot de passe", "Password"),
            say("Se connecter", "Sign in"),
            say(
                "La carte et les données publiques se lisent sans compte. Un compte sert aux équipes d’aller-vers et aux services ; l’administration de ce serveur le crée.",
                "The map and the public data are read without an account. Accounts are for outreach teams and services; the administrator of this server makes them.",
            ),
        );
        return out;
    };
    let account = &present.account;
    let rights: Vec<_> =
        Right::ALL.into_iter().filter(|right| who.may(*right)).map(|right| escaped(right.label().get(asked.lang))).collect();
    let territory = account.territory.to_string();
    let _ = write!(
        out,
        "<dl>\n<dt>{}</dt><dd>{}</dd>\n<dt>{}</dt><dd>{}</dd>\n<dt>{}</dt><dd>{}</dd>\n<dt>{}</dt><dd>{}</dd>\n</dl>\n\
         <form method=\"post\" action=\"{action}\"><input type=\"hidden\" name=\"token\" value=\"{}\"><p><button>{}</button></p></form>\n",
        say("Compte", "Account"),
        escaped(account.login.as_str()),
        say("Rôle", "Role"),
        escaped(account.role.label().get(asked.lang)),
        say("Territoire", "Territory"),
        if territory.is_empty() { say("aucun", "none") } else { escaped(&territory) },
        say("Droits", "Rights"),
        rights.join(", "),
        same_origin::token(&present.secret),
        say("Se déconnecter", "Sign out"),
    );
    out
}

/// The button of the identity provider, where there is one.
fn write_provider(out: &mut String, state: &State, asked: &Asked) {
    let Some(provider) = state.settings.identity.as_ref() else { return };
    let way = format!("/sign-in/provider?lang={}&next={}", asked.lang.code(), crate::api::here::percent(&asked.next));
    let words = Text::new("Se connecter avec", "Sign in with");
    let _ = writeln!(
        out,
        "<p><a class=\"button\" href=\"{}\">{} {}</a></p>\n<p>{}</p>",
        escaped(&way),
        words.get(asked.lang),
        escaped(provider.label()),
        Text::new("ou avec un mot de passe de ce serveur :", "or with a password of this server:").get(asked.lang),
    );
}

/// The whole page. Its own requests say where they come from: other pages of ours say nothing to anybody.
fn page(state: &State, status: StatusCode, asked: &Asked, shown: &Shown<'_>) -> HttpResponse {
    let inside = shown.who.is_some_and(|who| who.present().is_some());
    let title = if inside { Text::new("Votre compte", "Your account") } else { Text::new("Connexion", "Sign in") };
    let body = body(state, asked, shown);
    let (other, name) = if asked.lang == Lang::Fr { (Lang::En, "English") } else { (Lang::Fr, "Français") };
    let document = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · Maillage</title>\n<link rel=\"icon\" href=\"/maillage.svg\">\n<link rel=\"stylesheet\" href=\"/page.css\">\n</head>\n<body>\n<header>\n<nav>\n<a href=\"/\">{}</a>\n\
         <a href=\"/sign-in?lang={other}\" lang=\"{other}\" hreflang=\"{other}\">{name}</a>\n</nav>\n</header>\n<main>\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n",
        asked.lang.code(),
        Text::new("Carte", "Map").get(asked.lang),
        other = other.code(),
        title = title.get(asked.lang),
    );
    let mut response = private(status);
    response
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CONTENT_LANGUAGE, asked.lang.code()))
        .insert_header((header::REFERRER_POLICY, "same-origin"));
    if let Some(provider) = state.settings.identity.as_ref() {
        // Signing out goes on to the provider's own end of session.
        response.insert_header((header::CONTENT_SECURITY_POLICY, policy_with_form_to(&provider.origin())));
    }
    response.body(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_sent_on_to_our_own_pages_alone() {
        for own in ["/", "/sign-in", "/?theme=sante", "/collections/iris"] {
            assert!(is_own_path(own), "{own}");
        }
        for foreign in ["", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil.example", "/ é"]
        {
            assert!(!is_own_path(foreign), "{foreign:?}");
        }
    }

    #[test]
    fn a_form_is_read_and_what_it_should_not_hold_is_refused() {
        let read = form(b"login=camille&password=quatre+mots%21").unwrap();
        assert_eq!((read.login.as_str(), read.password.as_str(), read.token), ("camille", "quatre mots!", None));
        assert_eq!(form(b"login=a&role=administrator").err().unwrap().code, "bad-parameter");
    }
}
