public partial class Net : Model;
//~                  ^^^ CS0534, error
//~ 'Net' does not implement inherited abstract member 'Model.GetSummary(SummaryStyle)'
//~                  ^^^ CS7036, error
//~ There is no argument given that corresponds to the required parameter 'definition' of 'Model.Model(ModelDefinition, Device?, int?)'
//~                        ^^^^^ MGN0037, error
//~ Net derives from Model, which is what the generated half does. Write its layers as attributes, [Input(28, 28, 1)] first, and leave the
//~ base class out.
